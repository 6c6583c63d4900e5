using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Editing;
using Saker.Onnx.Gradients;
using Saker.Onnx.Reading;
using Saker.Onnx.Sessions;
using Saker.Onnx.Shapes;
using Saker.Onnx.Training;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Inspection;

/// <summary>Finds what a model is made of and what is missing.</summary>
internal static class ModelInspector
{
    public static ModelInspection Inspect(OnnxModel model)
    {
        var nodes = Nodes(model.Proto.Graph).ToArray();
        return new ModelInspection
        {
            Producer = model.Producer,
            IrVersion = model.IrVersion,
            OperatorSets = model.OperatorSets,
            Inputs = model.Inputs,
            Outputs = model.Outputs,
            Operators = [.. nodes.GroupBy(node => (Domain: OperatorDomains.Normalise(node.Domain), node.OpType)).Select(group => new OperatorCount(group.Key.Domain, group.Key.OpType, group.Count()))
                .OrderByDescending(known => known.Count).ThenBy(known => known.Name, StringComparer.Ordinal)],
            Layers = Layers(model),
            StoredCount = ModelWalk.Tensors(model.Proto).Sum(stored => stored.Tensor.Dims.Aggregate(1L, (product, extent) => product * extent)),
            Missing = Missing(model, nodes),
        };
    }

    /// <summary>Nodes that take trainable weights, in the order of execution.</summary>
    public static List<TrainableLayer> Layers(OnnxModel model)
    {
        var left = TrainableValues.Find(model).ToDictionary(spec => spec.Name, StringComparer.Ordinal);
        // What only lays weights out, or joins them, before they are taken hands them on.
        var origins = left.Keys.ToDictionary(name => name, name => (string[])[name], StringComparer.Ordinal);
        var layers = new List<TrainableLayer>();
        foreach (var node in model.Proto.Graph.Node)
        {
            string[] taken = [.. node.Input.Where(origins.ContainsKey).SelectMany(name => origins[name]).Where(left.ContainsKey).Distinct(StringComparer.Ordinal)];
            if (taken.Length == 0)
                continue;
            if (node.Input.All(name => name.Length == 0 || origins.ContainsKey(name) || model.Graph.FindInitializer(name) is not null) && node.Output.Count == 1)
            {
                origins[node.Output[0]] = taken;
                continue;
            }
            TensorSpec[] weights = [.. taken.Select(name => left[name])];
            foreach (var weight in weights)
                left.Remove(weight.Name);
            layers.Add(new TrainableLayer(node.Label(), node.OpType, weights, weights.Sum(weight => weight.Shape.Aggregate(1L, (product, extent) => product * extent))));
        }
        return layers;
    }

    private static List<MissingPart> Missing(OnnxModel model, IReadOnlyList<NodeProto> nodes)
    {
        if (model.FindProblems() is { Count: > 0 } problems)
            return [.. problems.Select(problem => new MissingPart("structure", problem.Node ?? problem.Value ?? "", problem.Message))];
        var missing = new List<MissingPart>();
        if (nodes.Where(IsOfBatch).ToArray() is [var first, ..] ofBatch)
            missing.Add(new MissingPart("batch", first.Label(), $"BatchNormalization has training_mode=1{(ofBatch.Length > 1 ? $" ({ofBatch.Length} nodes)" : "")}: an answer depends on the other rows of its batch. Export the model in evaluation mode (in PyTorch model.eval(), without TrainingMode.TRAINING)."));
        try
        {
            // Only whether there are kernels is asked: what an optimiser works out of a few bytes may be gigabytes.
            using var session = new OnnxSession(model, new SessionSettings { Optimization = GraphOptimizationLevel.ORT_DISABLE_ALL });
        }
        catch (OnnxException exception)
        {
            missing.Add(new MissingPart("engine", "", exception.Message));
        }
        var upgraded = model;
        try
        {
            upgraded = OpsetUpgrader.Upgrade(model);
        }
        catch (OnnxException exception)
        {
            missing.Add(new MissingPart("upgrade", "", exception.Message));
        }
        var draft = new GraphDraft(upgraded.Proto);
        missing.AddRange(draft.Graph.Node.Where(node => node.OpType != "Constant").Select(node => (Node: node, Problem: GradientRules.All.FindProblem(node) ?? Endless(draft, node))).Where(found => found.Problem is not null)
            .GroupBy(found => (found.Node.Domain, found.Node.OpType, found.Problem))
            .Select(group => new MissingPart("gradient", group.First().Node.Label(), $"{group.Key.OpType} {group.Key.Problem}{(group.Count() > 1 ? $" ({group.Count()} nodes)" : "")}: what lies before it cannot be trained.")));
        return missing;
    }

    private static bool IsOfBatch(NodeProto node) => node.IsStandard() && node.OpType == "BatchNormalization" && node.Integer("training_mode", 0) != 0;

    private static string? Endless(GraphDraft draft, NodeProto node) => LoopSteps.IsLoop(node) ? new LoopSteps(draft, node, new Dictionary<string, TensorSpec>()).FindEnd() : null;

    private static IEnumerable<NodeProto> Nodes(GraphProto graph) => graph.Node.SelectMany(node => ModelWalk.Bodies(node).SelectMany(Nodes).Prepend(node));
}
