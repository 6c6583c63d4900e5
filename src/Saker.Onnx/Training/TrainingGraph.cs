using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;
using Saker.Onnx.Graphs;
using Saker.Onnx.Shapes;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Training;

/// <summary>Puts a loss behind a model and builds the gradients of its parameters.</summary>
internal static class TrainingGraph
{
    /// <summary>The input that takes targets, where the model has none of that name.</summary>
    public const string Target = "target";

    private const string Weights = "row_weight";

    /// <param name="model">The model.</param>
    /// <param name="settings">The loss, the output that it is of, and the batch.</param>
    /// <param name="parameters">Stored values or inputs to differentiate by.</param>
    /// <param name="others">Values to be given besides loss and predictions.</param>
    /// <returns>The graph, the name of the predictions in it, that of the targets, empty where the loss has none, and that of the rows' weights, empty where all count alike.</returns>
    public static (GradientGraph Graph, string Output, string Target, string Weights) Build(OnnxModel model, TrainingSettings settings, IReadOnlyList<string> parameters, params IReadOnlyList<string> others)
    {
        if (settings.BatchSize < 1)
            throw new OnnxException($"A batch has one row or more; {settings.BatchSize} were asked for.");
        var upgraded = OpsetUpgrader.Upgrade(model);
        var draft = new GraphDraft(ReferenceEquals(upgraded, model) ? model.Proto.Clone() : upgraded.Proto);
        draft.HoistConstants();
        InputShapes.FixRows(draft.Graph, settings.BatchSize, settings.InputShapes);
        if (settings.UsesBatchStatistics)
            BatchStatistics.Prepare(draft.Graph);
        var output = settings.Output ?? draft.Graph.Output.Select(candidate => candidate.Name).FirstOrDefault() ?? throw new OnnxException("The graph has no outputs.");
        string[] penalties = [.. (settings.Penalties ?? new Dictionary<string, float>()).Keys.Order(StringComparer.Ordinal)];
        string[] taking = [output, .. penalties.Where(penalty => penalty != output)];
        if (taking.FirstOrDefault(name => !draft.Graph.Node.Any(node => node.Output.Contains(name))) is { } missing)
            throw new OnnxException($"No node of the graph gives '{missing}', which the loss is to be of.");
        draft.Graph.Output.Clear();
        draft.Graph.Output.AddRange(taking.Concat(others).Distinct(StringComparer.Ordinal).Select(name => new ValueInfoProto { Name = name }));
        draft.Prune();
        var taken = draft.Graph.Node.SelectMany(GraphOrder.Takes).ToHashSet(StringComparer.Ordinal);
        foreach (var unused in draft.Graph.Input.Where(input => !taken.Contains(input.Name)).ToArray())
            draft.Graph.Input.Remove(unused);

        var shapes = ConstantFolding.Fold(Protected(draft, parameters, out var stored));
        Restore(draft, stored);
        var opset = model.OperatorSets.FirstOrDefault(set => set.Domain.Length == 0)?.Version ?? 1;
        new GradientPath(draft.Graph, taking, parameters).RequireSteps(draft, shapes, opset);
        var emit = new Emitter(draft, shapes.Values.Where(spec => spec.Shape.All(extent => extent >= 0)).ToDictionary(spec => spec.Name, spec => spec.Shape.ToArray(), StringComparer.Ordinal));
        foreach (var name in taking)
            if (shapes.TryGetValue(name, out var predicted) && predicted.Type != ElementType.Float32)
                throw new OnnxException($"'{name}' holds {predicted.Type}; a loss is of Float32.");
        var target = "";
        if (settings.Loss.TargetShape(emit.Shape(output)) is { } shape)
        {
            target = emit.Declare(draft.Fresh(Target), shape);
            draft.Graph.Input.Add(WireTypes.ValueInfo(target, settings.Loss.TargetType, shape));
        }
        var weights = "";
        if (settings.WeighsRows)
        {
            weights = emit.Declare(draft.Fresh(Weights), settings.BatchSize);
            draft.Graph.Input.Add(WireTypes.ValueInfo(weights, ElementType.Float32, [settings.BatchSize]));
        }
        var loss = settings.WeighsRows ? Weigh(settings.Loss)(emit, output, target, weights) : settings.Loss.Emit(emit, output, target);
        if (penalties.Length > 0)
            loss = emit.Sum([emit.Reshape(loss, []), .. penalties.Select(penalty => Losses.Penalty(emit, penalty, settings.Penalties![penalty]))]);
        draft.Graph.Output.Insert(0, new ValueInfoProto { Name = loss });
        var built = GradientBuilder.Build(draft, new GradientSettings
        {
            Loss = loss, WithRespectTo = parameters, Outputs = [output, .. others], UsesBatchStatistics = settings.UsesBatchStatistics, DropsOut = settings.DropsOut,
        }, opset, emit);
        return (built, output, target, weights);
    }

    private static Func<Emitter, string, string, string, string> Weigh(Loss loss) =>
        loss.Weigh ?? throw new OnnxException($"The {loss.Name} loss is of several rows together, so that rows cannot have weights: give whole batches, each row counting once.");

    // Parameters are inputs while what is constant is worked out, and stored again afterwards.
    private static GraphDraft Protected(GraphDraft draft, IReadOnlyList<string> parameters, out TensorProto[] stored)
    {
        var names = parameters.ToHashSet(StringComparer.Ordinal);
        stored = [.. draft.Graph.Initializer.Where(constant => names.Contains(constant.Name))];
        draft.MakeInputs(names);
        return draft;
    }

    private static void Restore(GraphDraft draft, TensorProto[] stored)
    {
        foreach (var constant in stored)
        {
            var listed = draft.Graph.Input.FirstOrDefault(input => input.Name == constant.Name);
            if (listed is not null)
                draft.Graph.Input.Remove(listed);
            draft.Graph.Initializer.Add(constant);
        }
    }
}
