using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>How large what a run gives may be: values, and not only shapes, may say how large it is.</summary>
internal static class OutputLimit
{
    // A text's place takes no less, however short the text.
    private const int TextBytes = 8;

    /// <summary>Adds up what the engine gave, before it is copied.</summary>
    /// <exception cref="OnnxException">It is more than may be.</exception>
    public static long Require(IReadOnlyList<OrtValue> results, IReadOnlyList<TensorSpec> specs, long most)
    {
        var bytes = 0L;
        for (var i = 0; i < results.Count; i++)
            bytes += Require(results[i], specs[i], most - bytes, most);
        return bytes;
    }

    /// <summary>The bytes of one output.</summary>
    /// <exception cref="OnnxException">They are more than are left.</exception>
    public static long Require(OrtValue result, TensorSpec spec, long left, long most)
    {
        var info = result.GetTensorTypeAndShape();
        var bytes = info.ElementCount * Math.Max(ElementTypes.Size(spec.Type), spec.Type == ElementType.Text ? TextBytes : 1);
        return bytes <= left ? bytes : throw TooLarge($"output '{spec.Name}' has the shape [{string.Join(", ", info.Shape)}]", bytes + most - left, most);
    }

    /// <summary>That the outputs are more than may be.</summary>
    /// <param name="what">The output and its shape, as a clause.</param>
    /// <param name="bytes">What they take, this one and those before it.</param>
    /// <param name="most">What they may take.</param>
    public static OnnxException TooLarge(string what, long bytes, long most) =>
        new($"The outputs would be larger than the {most} bytes that they may have: {what}, which makes {bytes} bytes. Ask for less at once, or have the limit raised.") { IsTooLarge = true };
}
