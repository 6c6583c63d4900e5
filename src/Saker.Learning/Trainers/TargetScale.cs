namespace Saker.Learning.Trainers;

/// <summary>Brings numbers to mean 0 and deviation 1 and back, so that a trainer meets the same problem whatever their unit.</summary>
/// <param name="Mean">Of the training rows.</param>
/// <param name="Deviation">Of the training rows; 1 where they are all alike.</param>
internal sealed record TargetScale(double Mean, double Deviation)
{
    public static TargetScale Of(ReadOnlySpan<float> target)
    {
        var mean = 0.0;
        foreach (var value in target)
            mean += value;
        mean /= target.Length;
        var squares = 0.0;
        foreach (var value in target)
            squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / target.Length);
        return new TargetScale(mean, deviation > 0 ? deviation : 1);
    }

    public float[] Apply(ReadOnlySpan<float> target)
    {
        var scaled = new float[target.Length];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = (float)((target[i] - Mean) / Deviation);
        return scaled;
    }

    public float[] Restore(float[] scaled) => Array.ConvertAll(scaled, value => (float)(Mean + (Deviation * value)));
}
