using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Neural.Training;

/// <summary>Examples in memory: what a network takes, what it should give, and how much each example counts. The first extent of every tensor is the examples'. Immutable.</summary>
public sealed class ExampleSet
{
    private ExampleSet(IReadOnlyDictionary<string, Tensor> inputs, Tensor? targets, float[]? weights, int count)
    {
        Inputs = inputs;
        Targets = targets;
        Weights = weights;
        Count = count;
    }

    /// <summary>By the name of the model's input.</summary>
    public IReadOnlyDictionary<string, Tensor> Inputs { get; }

    /// <summary>Float32 or Int64; null where the loss takes none.</summary>
    public Tensor? Targets { get; }

    /// <summary>One an example; null where all count once.</summary>
    public float[]? Weights { get; }

    public int Count { get; }

    /// <param name="inputs">By the name of the model's input; every first extent the same.</param>
    /// <param name="targets">Float32 or Int64, as many; null where the loss takes none.</param>
    /// <param name="weights">0 or more, as many; null where all count once. Kept, not copied.</param>
    /// <exception cref="SakerException">Something is missing, is not as many, or is no number where it must be one.</exception>
    public static ExampleSet Of(IReadOnlyDictionary<string, Tensor> inputs, Tensor? targets = null, float[]? weights = null)
    {
        if (inputs.Count == 0)
            throw Wrong("inputs", "Examples need at least one input.");
        var count = RowsOf(inputs.First().Value, $"input '{inputs.First().Key}'", inputs.First().Key);
        foreach (var (name, tensor) in inputs)
            if (RowsOf(tensor, $"input '{name}'", name) is var rows && rows != count)
                throw Wrong(name, $"Input '{name}' has {rows} examples and '{inputs.First().Key}' has {count}; all must have as many.");
        if (targets is not null)
            CheckTargets(targets, count);
        if (weights is not null)
            CheckWeights(weights, count);
        return new ExampleSet(inputs, targets, weights, count);
    }

    /// <summary>Elements that an example has in a tensor.</summary>
    internal static int Width(Tensor tensor)
    {
        // Asked for each example, so it must not allocate.
        var width = 1L;
        for (var axis = 1; axis < tensor.Shape.Count; axis++)
            width *= tensor.Shape[axis];
        return (int)width;
    }

    private static void CheckTargets(Tensor targets, int count)
    {
        if (RowsOf(targets, "the targets", "targets") is var rows && rows != count)
            throw Wrong("targets", $"There are {count} examples and {rows} targets; both must be as many.");
        if (targets.Type is not (ElementType.Float32 or ElementType.Int64))
            throw Wrong("targets", $"Targets hold {targets.Type}; they must be Float32, or Int64 for numbers of classes.");
        if (targets.Type != ElementType.Float32)
            return;
        var values = targets.Span<float>();
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw Wrong("targets", FormattableString.Invariant($"The target of example {i / Math.Max(1, Width(targets))} is {values[i]}; every target must be a finite number. Leave out examples whose label is missing."));
    }

    private static void CheckWeights(float[] weights, int count)
    {
        if (weights.Length != count)
            throw Wrong("weights", $"There are {count} examples and {weights.Length} weights; both must be as many.");
        var at = Array.FindIndex(weights, weight => !(float.IsFinite(weight) && weight >= 0));
        if (at >= 0)
            throw Wrong("weights", FormattableString.Invariant($"The weight of example {at} is {weights[at]}; a weight must be 0 or more."));
    }

    private static int RowsOf(Tensor tensor, string what, string field) =>
        tensor.Shape.Count > 0 ? (int)tensor.Shape[0] : throw Wrong(field, $"A single number was given for {what}; its first extent must be that of the examples.");

    private static SakerException Wrong(string field, string message) => new(ErrorKind.InvalidInput, message, field);
}
