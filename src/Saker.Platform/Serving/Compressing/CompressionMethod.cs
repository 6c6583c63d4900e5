namespace Saker.Platform.Serving.Compressing;

/// <summary>How a model is made smaller.</summary>
public enum CompressionMethod
{
    /// <summary>Weights in 8 bits, values rounded as they come; needs no rows.</summary>
    Dynamic,

    /// <summary>Weights and values at levels of few bits, by ranges found from rows.</summary>
    Static,

    /// <summary>As static, and weights learn at these levels to answer as before.</summary>
    Aware,

    /// <summary>The smallest weights become zero.</summary>
    Magnitude,

    /// <summary>The weakest channels and neurons go.</summary>
    Structured,

    /// <summary>Weights become products of two smaller ones.</summary>
    LowRank,

    /// <summary>A much narrower model learns to answer as this one does.</summary>
    Distilled,
}
