using Saker.Data;
using Saker.Onnx;

namespace Saker.Learning.Neural.Building;

/// <summary>What layers demand of values and settings; errors name the layer and the shapes.</summary>
internal static class LayerShapes
{
    /// <summary>Numbers of one of the ranks.</summary>
    public static void Numbers(string layer, NetworkValue value, string what, params ReadOnlySpan<int> ranks)
    {
        if (value.Type != ElementType.Float32 || !ranks.Contains(value.Rank))
            throw Wrong(layer, $"takes {what}; it was given {value}");
    }

    public static void Codes(string layer, NetworkValue value)
    {
        if (value.Type != ElementType.Int64)
            throw Wrong(layer, $"takes codes (Int64); it was given {value}");
    }

    public static void AtLeast(string layer, string setting, long value, long min)
    {
        if (value < min)
            throw Wrong(layer, $"has {setting} of {value}; it must be {min} or more");
    }

    public static void Share(string layer, string setting, double value)
    {
        if (!(value >= 0 && value < 1))
            throw Wrong(layer, FormattableString.Invariant($"has {setting} of {value}; it must be 0 or more and less than 1"));
    }

    public static SakerException Wrong(string layer, string problem) => new(ErrorKind.InvalidInput, $"Layer '{layer}' {problem}.", layer);
}
