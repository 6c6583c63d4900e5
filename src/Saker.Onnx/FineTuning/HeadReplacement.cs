using Saker.Onnx.Attribution;
using Saker.Onnx.Editing;
using Saker.Onnx.Shapes;
using Saker.Onnx.Wire;

namespace Saker.Onnx.FineTuning;

/// <summary>Gives a model a new last layer for other classes, on the features that the old one took; a softmax behind it stays, and so does the output's name.</summary>
public static class HeadReplacement
{
    /// <summary>What the new layer's weight and shift are called, where these names are free.</summary>
    public const string Weight = "head.weight";

    public const string Bias = "head.bias";

    // 200 MB of weights; training needs some six times as much.
    private const long MaxElementCount = 50_000_000;

    /// <param name="model">The model; it is left as it is.</param>
    /// <param name="classCount">How many numbers the new layer gives, 1 or more.</param>
    /// <param name="features">The value [rows, features] to put it on; what the last dense layer takes where left out.</param>
    /// <param name="seed">What chance begins with.</param>
    /// <returns>The model, and names of the new layer's weight and shift.</returns>
    /// <exception cref="OnnxException">The output does not come from a dense layer and no features are named, or these are no [rows, features]; the layer would have more than 50 million weights.</exception>
    public static (OnnxModel Model, IReadOnlyList<string> Parameters) Replace(OnnxModel model, int classCount, string? features = null, int seed = 0)
    {
        if (classCount < 1)
            throw new OnnxException($"A layer gives one number or more; {classCount} were asked for.");
        var draft = new GraphDraft(model.Proto.Clone());
        var logits = GradientInputs.Logits(model);
        var taken = features ?? Features(draft, logits);
        var width = Width(model, taken);
        if (width * classCount > MaxElementCount)
            throw new OnnxException($"A layer of {classCount:N0} numbers on {width:N0} features would have {width * classCount:N0} weights, and {MaxElementCount:N0} are the most; ask for fewer numbers, or put it on narrower features.");
        var random = new Random(seed);
        var bound = Math.Sqrt(6.0 / (width + classCount));
        var (weight, bias) = (draft.Fresh(Weight), draft.Fresh(Bias));
        draft.Store(weight, Tensor.Of(Enumerable.Range(0, (int)width * classCount).Select(_ => (float)(bound * (2 * random.NextDouble() - 1))).ToArray(), width, classCount));
        draft.Store(bias, Tensor.Of(new float[classCount], classCount));
        // The node that gave the logits gives them no more; those behind it take the new ones by the same name.
        foreach (var old in draft.Graph.Node.Where(node => node.Output.Contains(logits)).ToArray())
            draft.Graph.Node.Remove(old);
        draft.Add("Gemm", [taken, weight, bias], [logits]);
        GraphOrder.Sort(draft.Graph);
        draft.Prune();
        draft.Graph.ValueInfo.Clear();
        foreach (var output in draft.Graph.Output.Where(output => output.Name == logits || output.Name == GradientInputs.Output(model, null)))
            if (output.Type?.TensorType is { Shape: { } shape } && shape.Dim.Count == 2)
                shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = classCount };
        var replaced = new OnnxModel(draft.Model);
        replaced.Validate();
        return (replaced, [weight, bias]);
    }

    private static string Features(GraphDraft draft, string logits)
    {
        var giver = Giver(draft, logits);
        if (giver?.OpType == "Add")
            giver = giver.Input.Select(input => Giver(draft, input)).FirstOrDefault(node => node?.OpType is "MatMul" or "Gemm");
        return giver?.OpType is "MatMul" or "Gemm" && giver.Integer("transA", 0) == 0
            ? giver.Input[0]
            : throw new OnnxException($"'{logits}' does not come from a dense layer; name the features [rows, features] that the new one is to take.");
    }

    private static long Width(OnnxModel model, string features) =>
        ShapeInference.Infer(model).TryGetValue(features, out var spec) && spec is { Type: ElementType.Float32, Shape: [_, > 0 and var width] }
            ? width
            : throw new OnnxException($"'{features}' is no value of Float32[rows, features] with a fixed number of features; a new layer is put on such a one.");

    private static NodeProto? Giver(GraphDraft draft, string value) => draft.Graph.Node.FirstOrDefault(node => node.IsStandard() && node.Output.Contains(value));
}
