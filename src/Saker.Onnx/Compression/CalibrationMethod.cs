namespace Saker.Onnx.Compression;

/// <summary>How the range of values between nodes is found from example rows.</summary>
public enum CalibrationMethod
{
    /// <summary>From the smallest to the largest value seen.</summary>
    MinMax,

    /// <summary>Without a share of the values at both ends, see <see cref="QuantisationSettings.Percentile"/>.</summary>
    Percentile,

    /// <summary>The range whose levels tell most of what the values told: least Kullback-Leibler divergence (Migacz, 8-bit inference with TensorRT, 2017).</summary>
    Entropy,
}
