using Saker.Onnx.Gradients;
using Saker.Onnx.Gradients.Rules;
using Saker.Onnx.Graphs;

namespace Saker.Onnx.Training;

/// <summary>Losses: each the mean over rows and places, unless it says otherwise.</summary>
public static class Losses
{
    /// <summary>Cross-entropy of classes. Predictions are logits [rows, classes, ...], targets the classes' numbers [rows, ...].</summary>
    /// <param name="weights">What each class counts; equal where left out.</param>
    /// <param name="smoothing">The share of the target that is spread over all classes (Szegedy et al. 2016).</param>
    public static Loss CrossEntropy(IReadOnlyList<float>? weights = null, float smoothing = 0) => new("cross entropy", ElementType.Int64, Classes, (emit, logits, target) =>
    {
        string[] weighed = weights is null ? [] : [emit.Constant(Tensor.Vector([.. weights]))];
        var hard = emit.Node("SoftmaxCrossEntropyLoss", [], [logits, target, .. weighed]);
        if (smoothing == 0)
            return hard;
        var shape = emit.Shape(logits);
        var logarithms = emit.Unary("LogSoftmax", logits, NodeAttribute.Of("axis", 1));
        var spread = logarithms;
        var count = emit.Scalar((float)(Extents.Count(shape) / shape[1]));
        if (weights is not null)
        {
            spread = emit.Mul(logarithms, emit.Reshape(weighed[0], [1, shape[1], .. Windows.Ones(shape.Length - 2)]));
            count = Total(emit, emit.Gather(weighed[0], target, 0));
        }
        var soft = emit.Div(emit.Mul(Total(emit, spread), -smoothing / shape[1]), count);
        return emit.Add(emit.Mul(hard, 1 - smoothing), soft);
    }, (emit, logits, target, rows) =>
    {
        var shape = emit.Shape(logits);
        var chosen = OneHot(emit, logits, target);
        var wanted = smoothing == 0 ? chosen : emit.Add(emit.Mul(chosen, 1 - smoothing), smoothing / shape[1]);
        var each = Against(emit, logits, wanted, weights);
        return WeighedAverage(emit, each, rows, weights is null ? null : emit.Gather(emit.Constant(Tensor.Vector([.. weights])), target, 0));
    }, Said($"smoothing {smoothing}") + (weights is null ? "" : $", weights {Said(weights)}"));

    /// <summary>Cross-entropy against shares of classes: predictions are logits [rows, classes, ...], targets shares that sum to 1, of the same shape. What mixed-up rows need.</summary>
    public static Loss SoftCrossEntropy() => new("soft cross entropy", ElementType.Float32, shape => shape, (emit, logits, target) => Average(emit, Against(emit, logits, target, null)),
        (emit, logits, target, rows) => WeighedAverage(emit, Against(emit, logits, target, null), rows));

    /// <summary>Cross-entropy of yes and no. Predictions are logits, targets 0 to 1 of the same shape.</summary>
    /// <param name="positiveWeight">What a yes counts.</param>
    public static Loss BinaryCrossEntropy(float positiveWeight = 1) => Number("binary cross entropy", (emit, logits, target) =>
    {
        var weight = emit.Add(emit.Mul(target, positiveWeight - 1), 1);
        return emit.Add(emit.Mul(emit.Complement(target), logits), emit.Mul(weight, emit.Unary("Softplus", emit.Neg(logits))));
    }, Said($"positive weight {positiveWeight}"));

    /// <summary>The square of what predictions are off.</summary>
    public static Loss MeanSquared() => Number("mean squared error", (emit, predicted, target) => emit.Square(emit.Sub(predicted, target)));

    /// <summary>What predictions are off.</summary>
    public static Loss MeanAbsolute() => Number("mean absolute error", (emit, predicted, target) => emit.Unary("Abs", emit.Sub(predicted, target)));

    /// <summary>Squares up to <paramref name="delta"/>, straight from there (Huber 1964).</summary>
    public static Loss Huber(float delta = 1) => Number("huber", (emit, predicted, target) =>
    {
        var off = emit.Unary("Abs", emit.Sub(predicted, target));
        var bounded = emit.Node("Min", emit.Shape(off), [off, emit.Scalar(delta)]);
        return emit.Mul(bounded, emit.Sub(off, emit.Mul(bounded, 0.5f)));
    }, Said($"delta {delta}"));

    /// <summary>The pinball loss of quantiles (Koenker and Bassett 1978). Predictions are [rows, quantiles], targets [rows, 1].</summary>
    public static Loss Quantile(params IReadOnlyList<float> quantiles) => Each("quantile", ElementType.Float32, shape => [.. shape[..^1], 1], (emit, predicted, target) =>
    {
        if (emit.Shape(predicted)[^1] != quantiles.Count)
            throw new OnnxException($"The loss is of {quantiles.Count} quantiles; the model predicts {emit.Shape(predicted)[^1]} values a row.");
        var off = emit.Sub(target, predicted);
        var levels = emit.Constant(Tensor.Vector([.. quantiles]));
        return emit.Node("Max", emit.Shape(off), [emit.Mul(off, levels), emit.Mul(off, emit.Add(levels, -1))]);
    }, $"quantiles {Said(quantiles)}");

    /// <summary>Cross-entropy of classes in which what is known well counts little (Lin et al. 2017).</summary>
    public static Loss Focal(float gamma = 2) => Each("focal", ElementType.Int64, Classes, (emit, logits, target) =>
    {
        var chosen = OneHot(emit, logits, target);
        var logarithm = emit.ReduceSum(emit.Mul(emit.Unary("LogSoftmax", logits, NodeAttribute.Of("axis", 1)), chosen), [1], keep: false);
        var missed = emit.Node("Pow", emit.Shape(logarithm), [emit.Complement(emit.Unary("Exp", logarithm)), emit.Scalar(gamma)]);
        return emit.Neg(emit.Mul(missed, logarithm));
    }, Said($"gamma {gamma}"));

    /// <summary>How far classes are from those of a teacher, both softened (Hinton et al. 2015). Predictions and targets are logits [rows, classes, ...].</summary>
    public static Loss Distillation(float temperature = 1) => Each("distillation", ElementType.Float32, shape => shape, (emit, logits, teacher) =>
    {
        var axis = NodeAttribute.Of("axis", 1);
        var wanted = emit.Unary("LogSoftmax", emit.Mul(teacher, 1 / temperature), axis);
        var given = emit.Unary("LogSoftmax", emit.Mul(logits, 1 / temperature), axis);
        return emit.ReduceSum(emit.Mul(emit.Mul(emit.Unary("Exp", wanted), emit.Sub(wanted, given)), temperature * temperature), [1], keep: false);
    }, Said($"temperature {temperature}"));

    /// <summary>Brings an anchor nearer to what is like it than to what is not (Schroff et al. 2015). Predictions are embeddings: a third of the rows each, in this order.</summary>
    public static Loss Triplet(float margin = 1) => new("triplet", ElementType.Float32, _ => null, (emit, embeddings, _) =>
    {
        var parts = Rows(emit, embeddings, 3, "triplet");
        var near = Distance(emit, parts[0], parts[1]);
        var far = Distance(emit, parts[0], parts[2]);
        return Average(emit, emit.Unary("Relu", emit.Add(emit.Sub(near, far), margin)));
    }, settings: Said($"margin {margin}"));

    /// <summary>Brings pairs together or apart (Hadsell et al. 2006). Predictions are embeddings, a pair's other half as many rows later; targets are 1 for pairs that belong together.</summary>
    public static Loss Contrastive(float margin = 1) => new("contrastive", ElementType.Float32, shape => [shape[0] / 2], (emit, embeddings, target) =>
    {
        var parts = Rows(emit, embeddings, 2, "contrastive");
        var distance = Distance(emit, parts[0], parts[1]);
        var apart = emit.Square(emit.Unary("Relu", emit.Complement(emit.Mul(distance, 1 / margin))));
        return Average(emit, emit.Add(emit.Mul(target, emit.Square(distance)), emit.Mul(emit.Complement(target), emit.Mul(apart, margin * margin))));
    }, settings: Said($"margin {margin}"));

    /// <summary>The mean of a value times a weight.</summary>
    internal static string Penalty(Emitter emit, string value, float weight) => emit.Mul(Average(emit, value), weight);

    private static long[] Classes(long[] shape) => [shape[0], .. shape[2..]];

    private static string Said(FormattableString text) => FormattableString.Invariant(text);

    private static string Said(IReadOnlyList<float> numbers) => string.Join(' ', numbers.Select(number => Said($"{number}")));

    private static Loss Number(string name, Func<Emitter, string, string, string> each, string settings = "") => Each(name, ElementType.Float32, shape => shape, each, settings);

    // A loss that each place of a row has by itself.
    private static Loss Each(string name, ElementType targetType, Func<long[], long[]?> targetShape, Func<Emitter, string, string, string> each, string settings = "") => new(
        name, targetType, targetShape, (emit, predicted, target) => Average(emit, each(emit, predicted, target)), (emit, predicted, target, rows) => WeighedAverage(emit, each(emit, predicted, target), rows), settings);

    private static string OneHot(Emitter emit, string logits, string target)
    {
        var shape = emit.Shape(logits);
        return emit.Node("OneHot", shape, [target, emit.Constant(Tensor.Vector(shape[1])), emit.Constant(Tensor.Vector(0f, 1f))], NodeAttribute.Of("axis", 1));
    }

    // The cross-entropy of each place against shares of classes.
    private static string Against(Emitter emit, string logits, string wanted, IReadOnlyList<float>? weights)
    {
        var shares = weights is null ? wanted : emit.Mul(wanted, emit.Reshape(emit.Constant(Tensor.Vector([.. weights])), [1, weights.Count, .. Windows.Ones(emit.Shape(logits).Length - 2)]));
        return emit.Neg(emit.ReduceSum(emit.Mul(emit.Unary("LogSoftmax", logits, NodeAttribute.Of("axis", 1)), shares), [1], keep: false));
    }

    // Divided by what all places count; a batch whose rows all count nothing has a loss of zero.
    private static string WeighedAverage(Emitter emit, string each, string rows, string? places = null)
    {
        var column = emit.Reshape(rows, [emit.Shape(rows)[0], .. Windows.Ones(emit.Shape(each).Length - 1)]);
        var count = places is null ? emit.Mul(Total(emit, column), emit.Count(each) / (float)emit.Count(rows)) : Total(emit, emit.Mul(places, column));
        return emit.Div(Total(emit, emit.Mul(each, column)), emit.Node("Max", [], [count, emit.Scalar(1e-12f)]));
    }

    private static string Total(Emitter emit, string value) => emit.ReduceSum(value, [.. Enumerable.Range(0, emit.Shape(value).Length).Select(axis => (long)axis)], keep: false);

    private static string Average(Emitter emit, string value) => emit.Mul(Total(emit, value), 1f / emit.Count(value));

    private static string[] Rows(Emitter emit, string value, int parts, string loss)
    {
        var rows = emit.Shape(value)[0];
        if (rows % parts != 0)
            throw new OnnxException($"The {loss} loss takes rows in {parts} equal parts; there are {rows}.");
        return [.. Enumerable.Range(0, parts).Select(part => emit.Slice(value, 0, part * rows / parts, (part + 1) * rows / parts))];
    }

    // A little is added under the root, whose slope at zero has no bounds.
    private static string Distance(Emitter emit, string left, string right) =>
        emit.Unary("Sqrt", emit.Add(emit.ReduceSum(emit.Square(emit.Sub(left, right)), [.. Enumerable.Range(1, emit.Shape(left).Length - 1).Select(axis => (long)axis)], keep: false), 1e-12f));
}
