namespace Saker.Onnx.Training;

/// <summary>Chance of masks: a counter through a mixing function (SplitMix64, Steele et al. 2014), so that its whole state is one number.</summary>
internal sealed class MaskChance(ulong state)
{
    public ulong State { get; set; } = state;

    /// <summary>Sets a share of the elements to 0 and the others to what makes up for them.</summary>
    public void Fill(Span<float> mask, float ratio)
    {
        var kept = 1 / (1 - ratio);
        var bound = (uint)(ratio * 4294967296.0);
        for (var i = 0; i < mask.Length; i += 2)
        {
            var drawn = Next();
            mask[i] = (uint)drawn < bound ? 0 : kept;
            if (i + 1 < mask.Length)
                mask[i + 1] = (uint)(drawn >> 32) < bound ? 0 : kept;
        }
    }

    private ulong Next()
    {
        State += 0x9E3779B97F4A7C15;
        var mixed = State;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
