using System.Text.Json;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Platform.Serving.Lifecycle;

/// <summary>Recorded tensors, as MLflow keeps examples of them: <c>{"inputs": {"x": [[1, 2]]}}</c>, or the nested lists alone where the model takes one tensor.</summary>
internal static class ExampleTensors
{
    private const string Form = "The example of a model of tensors is {\"inputs\": {\"NAME\": [[...]]}}, with nested lists of each tensor's shape";

    /// <summary>Gives each input its tensor.</summary>
    /// <exception cref="SakerException">It is not of that form, or a tensor is missing or does not fit; all of them are told.</exception>
    public static void Fill(byte[] json, IReadOnlyList<TensorSpec> inputs, TensorSet into)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Fill(document.RootElement, inputs, into);
        }
        // Half of a pair of surrogates is no text, which is seen when the text is read.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{Form}: {exception.Message}", "example", exception);
        }
    }

    private static void Fill(JsonElement root, IReadOnlyList<TensorSpec> inputs, TensorSet into)
    {
        var given = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("inputs", out var named) ? named : root;
        var problems = new List<Problem>();
        for (var i = 0; i < inputs.Count; i++)
        {
            var value = given;
            if (given.ValueKind == JsonValueKind.Object ? !given.TryGetProperty(inputs[i].Name, out value) : inputs.Count > 1)
                problems.Add(new Problem(inputs[i].Name, "the example has no tensor of this name."));
            else if (FindProblem(value, inputs[i], into.Inputs[i]) is { } wrong)
                problems.Add(new Problem(inputs[i].Name, wrong));
        }
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{Form}.", problems);
    }

    private static string? FindProblem(JsonElement value, TensorSpec spec, TensorBuffer into)
    {
        List<long> shape = [];
        for (var inner = value; inner.ValueKind == JsonValueKind.Array; inner = inner[0])
        {
            shape.Add(inner.GetArrayLength());
            if (shape[^1] == 0)
                return "is empty, and warms nothing up.";
        }
        // A graph that says nothing of a shape reads as one without extents: the engine knows what fits.
        if ((spec.Shape.Count > 0 && shape.Count != spec.Shape.Count) || shape.Zip(spec.Shape).Any(pair => pair.Second >= 0 && pair.First != pair.Second))
            return $"has the shape [{string.Join(", ", shape)}]; the model takes [{string.Join(", ", spec.Shape)}], where -1 is any number.";
        // First, because memory is taken for the shape of what stands first.
        if (!HasShape(value, shape, 0))
            return "has lists of different lengths.";
        into.Reset([.. shape]);
        var at = 0;
        return TryStore(value, shape, 0, into, ref at) ? null : $"holds what is no {spec.Type}.";
    }

    private static bool HasShape(JsonElement value, List<long> shape, int depth) => depth == shape.Count
        ? value.ValueKind != JsonValueKind.Array
        : value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == shape[depth] && value.EnumerateArray().All(inner => HasShape(inner, shape, depth + 1));

    private static bool TryStore(JsonElement value, List<long> shape, int depth, TensorBuffer into, ref int at)
    {
        if (depth == shape.Count)
            return TryStore(value, into, at++);
        foreach (var inner in value.EnumerateArray())
            if (!TryStore(inner, shape, depth + 1, into, ref at))
                return false;
        return true;
    }

    private static bool TryStore(JsonElement value, TensorBuffer into, int at)
    {
        if (into.Type == ElementType.Text)
        {
            if (value.ValueKind != JsonValueKind.String)
                return false;
            into.SetText(at, System.Text.Encoding.UTF8.GetBytes(value.GetString()!));
            return true;
        }
        var element = into.Bytes.Slice(at * into.ElementSize, into.ElementSize);
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => into.Type == ElementType.Boolean && Store(element, into.Type, value.GetBoolean() ? 1 : 0),
            JsonValueKind.Null => TensorCells.IsReal(into.Type) && Store(element, into.Type, double.NaN),
            JsonValueKind.Number when TensorCells.IsReal(into.Type) => value.TryGetDouble(out var number) && Store(element, into.Type, number),
            JsonValueKind.Number when into.Type == ElementType.UInt64 => value.TryGetUInt64(out var large) && BitConverter.TryWriteBytes(element, large),
            JsonValueKind.Number => into.Type != ElementType.Boolean && value.TryGetInt64(out var whole) && TensorCells.TryWrite(element, into.Type, whole),
            _ => false,
        };
    }

    private static bool Store(Span<byte> element, ElementType type, double number)
    {
        TensorCells.Write(element, type, number);
        return true;
    }
}
