using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Validation;

/// <summary>Looks for everything that is wrong with a model's structure. Operators' own rules are left to the engine.</summary>
internal sealed class ModelValidator(ModelProto model)
{
    private readonly List<ModelProblem> _problems = [];

    public IReadOnlyList<ModelProblem> Find()
    {
        Versions();
        var imports = Imports(model.OpsetImport);
        Operators(model.Graph.Node, GraphScope.Of(model.Graph, "the graph"), imports);
        Flow(GraphScope.Of(model.Graph, "the graph"));
        foreach (var function in model.Functions)
        {
            Operators(function.Node, GraphScope.Of(function), Imports(function.OpsetImport));
            Flow(GraphScope.Of(function));
        }
        foreach (var (tensor, what) in ModelWalk.Tensors(model))
            if (TensorReader.FindProblem(tensor) is { } problem)
                _problems.Add(new ModelProblem(null, tensor.Name, $"{what} {problem}."));
        return _problems;
    }

    private void Versions()
    {
        if (model.IrVersion < 1)
            _problems.Add(new ModelProblem(null, null, "The model does not say its IR version."));
        if (model.Graph.Output.Count == 0)
            _problems.Add(new ModelProblem(null, null, "The graph has no outputs."));
        // Operator sets came with IR version 3; older models mean version 1 of ONNX's own.
        if (model.IrVersion >= 3 && model.OpsetImport.Count == 0)
            _problems.Add(new ModelProblem(null, null, "The model imports no operator set."));
        foreach (var import in model.OpsetImport.Where(import => import.Version < 1))
            _problems.Add(new ModelProblem(null, null, $"The model imports version {import.Version} of domain '{OperatorDomains.Describe(import.Domain)}'."));
        foreach (var twice in model.OpsetImport.GroupBy(import => OperatorDomains.Normalise(import.Domain)).Where(group => group.Select(import => import.Version).Distinct().Count() > 1))
            _problems.Add(new ModelProblem(null, null, $"The model imports several versions of domain '{OperatorDomains.Describe(twice.Key)}': {string.Join(", ", twice.Select(import => import.Version))}."));
    }

    private HashSet<string> Imports(IEnumerable<OperatorSetIdProto> sets)
    {
        var imports = sets.Select(set => OperatorDomains.Normalise(set.Domain)).ToHashSet(StringComparer.Ordinal);
        if (model.IrVersion < 3)
            imports.Add("");
        return imports;
    }

    private void Flow(GraphScope scope)
    {
        foreach (var use in new ValueFlow(scope, _problems).Check())
            _problems.Add(new ModelProblem(use.Node, use.Value, $"Node '{use.Node}' of {scope.Place} takes '{use.Value}', which nothing gives."));
    }

    private void Operators(IReadOnlyList<NodeProto> nodes, GraphScope scope, HashSet<string> imports)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            Operator(nodes[i], scope.Label(i), scope.Place, imports);
            foreach (var body in ModelWalk.Bodies(nodes[i]))
                Operators(body.Node, GraphScope.Of(body, $"a body of node '{scope.Label(i)}'"), imports);
        }
    }

    private void Operator(NodeProto node, string label, string place, HashSet<string> imports)
    {
        var domain = OperatorDomains.Normalise(node.Domain);
        if (node.OpType.Length == 0)
            _problems.Add(new ModelProblem(label, null, $"Node '{label}' of {place} has no operator."));
        if (!imports.Contains(domain))
            _problems.Add(new ModelProblem(label, null, $"Node '{label}' of {place} is of domain '{OperatorDomains.Describe(domain)}', which is not imported."));
        else if (!OperatorDomains.IsKnown(domain) && !model.Functions.Any(function => function.Name == node.OpType && OperatorDomains.Normalise(function.Domain) == domain))
            _problems.Add(new ModelProblem(label, null, $"Node '{label}' of {place} is '{node.OpType}' of domain '{domain}', which is not supported."));
        foreach (var twice in node.Attribute.GroupBy(attribute => attribute.Name).Where(group => group.Count() > 1))
            _problems.Add(new ModelProblem(label, null, $"Node '{label}' of {place} has the attribute '{twice.Key}' {twice.Count()} times."));
    }
}
