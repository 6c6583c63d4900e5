using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>Branches: going back takes the one that was taken, and what it does not depend on gets zeros.</summary>
internal static class BranchRule
{
    private static readonly string[] s_branches = ["then_branch", "else_branch"];

    public static void Register(GradientRules rules) => rules.Add("If", Apply, BodyGradient.FindProblem);

    private static void Apply(GradientNode node)
    {
        var emit = node.Emit;
        GraphProto[] branches = [.. s_branches.Select(name => node.Node.Find(name)!.G)];
        string[] wanted = [.. branches.SelectMany(GraphOrder.OuterValues).Distinct(StringComparer.Ordinal).Where(node.WantsValue)];
        if (wanted.Length == 0)
            return;
        NodeAttribute[] back = [.. branches.Zip(s_branches, (branch, name) => NodeAttribute.Of(name, Back(node, branch, wanted)))];
        string[] results = [.. wanted.Select(_ => emit.Draft.Fresh("branched"))];
        emit.Draft.Add("If", [node.In(0)], results, back);
        foreach (var (name, result) in wanted.Zip(results))
            node.GiveValue(name, emit.Declare(result, emit.Shape(name)));
    }

    private static GraphProto Back(GradientNode node, GraphProto branch, string[] wanted)
    {
        var body = new BodyGradient(node, branch, []);
        for (var i = 0; i < branch.Output.Count; i++)
            if (node.FindGradient(i) is { } gradient)
                body.Weigh(branch.Output[i].Name, gradient, node.Shape(node.Out(i)));
        var taken = GraphOrder.OuterValues(branch).ToHashSet(StringComparer.Ordinal);
        var (draft, found) = body.Build([.. wanted.Where(taken.Contains)]);
        var outputs = wanted.Select(name =>
        {
            var shape = node.Shape(name);
            return WireTypes.ValueInfo(draft.Add("Identity", [found.TryGetValue(name, out var gradient) ? gradient : draft.Constant(Tensor.Of(new float[Extents.Count(shape)], shape))]), ElementType.Float32, shape);
        }).ToArray();
        return body.Close(draft, [], outputs);
    }
}
