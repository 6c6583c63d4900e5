using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Shapes;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients;

/// <summary>
/// Differentiates graphs: adds the nodes that give the gradients of one value by others, in standard operators, so that any engine runs the result.
/// What is not differentiated by is frozen and needs no rule.
/// </summary>
public static class GradientBuilder
{
    /// <summary>The operators that gradients go back through.</summary>
    public static IReadOnlyList<string> Operators { get; } = [.. GradientRules.All.Operators];

    /// <summary>Builds the graph of a loss and its gradients; the model itself is left as it is.</summary>
    /// <exception cref="OnnxException">
    /// Operators on the way have no rule (all are named in <see cref="OnnxException.Problems"/>), a name stands for nothing, the loss does not depend on a value,
    /// or extents are not fixed.
    /// </exception>
    public static GradientGraph Build(OnnxModel model, GradientSettings settings)
    {
        var upgraded = OpsetUpgrader.Upgrade(model);
        var draft = new GraphDraft(ReferenceEquals(upgraded, model) ? model.Proto.Clone() : upgraded.Proto);
        draft.HoistConstants();
        InputShapes.FixRows(draft.Graph, settings.Rows, settings.InputShapes);
        if (settings.UsesBatchStatistics)
            BatchStatistics.Prepare(draft.Graph);
        return Build(draft, settings, model.OperatorSets.FirstOrDefault(set => set.Domain.Length == 0)?.Version ?? 1, known: null);
    }

    /// <summary>Builds the gradients into a draft of the current operator set whose inputs have fixed extents.</summary>
    /// <param name="draft">The graph; it is changed.</param>
    /// <param name="settings">What is wanted.</param>
    /// <param name="opset">The operator set that problems are told by.</param>
    /// <param name="known">Who knows the extents of all values, in a draft in which nothing constant is left to be worked out; found here where left out.</param>
    internal static GradientGraph Build(GraphDraft draft, GradientSettings settings, long opset, Emitter? known)
    {
        Open(draft, settings);
        var path = Path(draft, settings);
        if (path.FindProblems(opset) is { Count: > 0 } problems)
            throw new OnnxException("No gradient can be built", problems);

        var emit = known ?? Know(draft, settings, opset);
        var masks = settings.DropsOut ? DropoutMasks.Insert(emit) : [];
        // Folding took nodes away, and what is inserted for batches is no part of the way back.
        path = Path(draft, settings);
        var statistics = settings.UsesBatchStatistics ? BatchStatistics.Insert(emit) : [];
        var gradients = new BackwardPass(emit, path, settings.Loss).Run(settings.WithRespectTo);
        foreach (var output in gradients.Values.Concat(statistics.SelectMany(statistic => new[] { statistic.Mean, statistic.Variance })))
            draft.Graph.Output.Add(WireTypes.ValueInfo(output, ElementType.Float32, emit.Shape(output)));
        GraphOrder.Sort(draft.Graph);
        draft.Prune();
        foreach (var node in draft.Graph.Node)
            node.ClearDocString();
        return new GradientGraph(new OnnxModel(draft.Model), settings.Loss, gradients, masks, statistics);
    }

    private static Emitter Know(GraphDraft draft, GradientSettings settings, long opset)
    {
        var shapes = ConstantFolding.Fold(draft);
        Path(draft, settings).RequireSteps(draft, shapes, opset);
        return new Emitter(draft, Fixed(shapes));
    }

    private static GradientPath Path(GraphDraft draft, GradientSettings settings) => new(draft.Graph, settings.Loss, settings.WithRespectTo);

    // What is differentiated by comes from outside; what is given is the loss and what else was asked for.
    private static void Open(GraphDraft draft, GradientSettings settings)
    {
        if (settings.WithRespectTo.Count == 0)
            throw new OnnxException("There is nothing to differentiate by: name at least one value.");
        foreach (var name in settings.WithRespectTo)
        {
            var type = draft.Graph.Initializer.FirstOrDefault(constant => constant.Name == name) is { } stored ? (ElementType)stored.DataType
                : draft.Graph.Input.FirstOrDefault(input => input.Name == name) is { } input ? WireTypes.Spec(input)?.Type
                : throw new OnnxException($"The graph has no stored value and no input '{name}' to differentiate by.");
            if (type != ElementType.Float32)
                throw new OnnxException($"'{name}' holds {type}; gradients are by values of Float32.");
        }
        var given = draft.Graph.Node.SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        string[] outputs = [settings.Loss, .. settings.Outputs.Where(output => output != settings.Loss)];
        if (outputs.FirstOrDefault(output => !given.Contains(output)) is { } missing)
            throw new OnnxException($"No node of the graph gives '{missing}'.");
        draft.MakeInputs([.. settings.WithRespectTo]);
        draft.Graph.Output.Clear();
        draft.Graph.Output.AddRange(outputs.Select(output => new ValueInfoProto { Name = output }));
        draft.Prune();
        GraphOrder.Sort(draft.Graph);
    }

    private static Dictionary<string, long[]> Fixed(Dictionary<string, TensorSpec> shapes) => shapes.Values
        .Where(spec => spec.Shape.All(extent => extent >= 0))
        .ToDictionary(spec => spec.Name, spec => spec.Shape.ToArray(), StringComparer.Ordinal);
}
