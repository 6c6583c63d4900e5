using Saker.Onnx.Editing;
using Saker.Onnx.Gradients.Rules;
using Saker.Onnx.Shapes;
using Saker.Onnx.Validation;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients;

/// <summary>The nodes between what is differentiated and what it is differentiated by: only they need rules.</summary>
internal sealed class GradientPath
{
    private readonly HashSet<string> _moving;

    public GradientPath(GraphProto graph, string loss, IEnumerable<string> wanted)
        : this(graph, [loss], wanted)
    {
    }

    public GradientPath(GraphProto graph, IReadOnlyCollection<string> losses, IEnumerable<string> wanted)
    {
        _moving = new HashSet<string>(wanted, StringComparer.Ordinal);
        foreach (var node in graph.Node)
            if (!FlatRules.IsFlat(node) && GraphOrder.Takes(node).Any(_moving.Contains))
                _moving.UnionWith(node.Output.Where(output => output.Length > 0));
        var needed = new HashSet<string>(losses, StringComparer.Ordinal);
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse())
        {
            if (!node.Output.Any(output => needed.Contains(output) && _moving.Contains(output)))
                continue;
            needed.UnionWith(GraphOrder.Takes(node));
            nodes.Add(node);
        }
        Nodes = nodes;
        Reached = needed;
    }

    /// <summary>Nodes that a gradient goes back through, the last first.</summary>
    public IReadOnlyList<NodeProto> Nodes { get; }

    /// <summary>Values that the loss depends on through these nodes.</summary>
    public IReadOnlySet<string> Reached { get; }

    /// <summary>Whether a value changes with what is differentiated by.</summary>
    public bool Moves(string value) => _moving.Contains(value);

    /// <summary>Every node that nothing goes back through, with its place and operator set.</summary>
    public IReadOnlyList<ModelProblem> FindProblems(long opset) => FindProblems(GradientRules.All.FindProblem, opset);

    /// <summary>Requires that all loops have become Scans: the steps of others are not known.</summary>
    /// <param name="draft">The graph, in which nothing constant is left to be worked out.</param>
    /// <param name="shapes">What is known of its values.</param>
    /// <param name="opset">The operator set that problems are told by.</param>
    /// <exception cref="OnnxException">There is another; each is named with its place and the reason.</exception>
    public void RequireSteps(GraphDraft draft, IReadOnlyDictionary<string, TensorSpec> shapes, long opset)
    {
        if (FindProblems(node => LoopSteps.IsLoop(node) ? new LoopSteps(draft, node, shapes).FindProblem() ?? "is not worked out" : null, opset) is { Length: > 0 } problems)
            throw new OnnxException("No gradient can be built", problems);
    }

    private ModelProblem[] FindProblems(Func<NodeProto, string?> find, long opset) =>
    [
        .. Nodes.Reverse().Select(node => (Node: node, Problem: find(node))).Where(found => found.Problem is not null)
            .Select(found => new ModelProblem(found.Node.Label(), found.Node.OutputAt(0), $"Node '{found.Node.Label()}' ({found.Node.OpType} of operator set {opset}) {found.Problem}.")),
    ];
}
