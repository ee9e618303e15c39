partners-for = For
partners-for-none = no municipality in particular
partners-for-help = Distances are from this municipality.
partners-dimension = Dimension
partners-dimension-all = All dimensions
partners-role = Role in the quadruple helix
partners-role-all = All roles
partners-show = Shown as
partners-show-list = List
partners-show-network = Network
partners-of-project = For project “{ $title }”: who worked on projects like it.
partners-of-project-drop = Let go of the project
partners-sample = From { $rows } { $rows ->
    [one] project
   *[other] projects
 } of the sample; who isn’t here may have worked elsewhere.
partners-why-proven = { $proven } of { $all } { $all ->
    [one] project is running or completed
   *[other] projects are running or completed
 }, { $place }.
partners-why-unproven = { $all ->
    [one] 1 project, not proven yet
   *[other] { $all } projects, not proven yet
 }, { $place }.
partners-why-here = works in { $name } already
partners-why-km = nearest project { $km } km from { $name }
partners-why-in = in { $towns }
partners-why-regional = in no municipality in particular
partners-with = Works with { $names }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
 }
partners-lacking = No partner of this project is known to be: { $roles }.
partners-complete = This project has a partner of every role, or a role is unknown.
partners-none = No partners found
partners-none-text = No organisation of the sample works on such projects. Choose another dimension or clear the filter.
partners-organisation = Organisation
partners-projects = Projects
partners-stages = Stages
partners-written = Also written as { $names }
partners-network-help = Who works with whom. Click an organisation or a project; larger circles: more shared projects.
partners-network-left-out = { $n ->
    [one] 1 organisation stands in the list only
   *[other] { $n } organisations stand in the list only
 }: they work with no other one, or a network of more than 300 nodes can’t be read.
partners-network = Network of organisations and projects
partners-node-organisation = { $name }, { $role }, projects: { $n }
partners-node-project = { $name }, organisations: { $n }
partners-find = Find partners
partners-names-rule = Names are brought together by the table partner_names.csv, which can be reviewed and mended.
partners-filter = Filter its projects
partners-for-drop = Let go of the municipality
partners-for-search = Find a municipality
