namespace Saker.Learning.Explanation;

/// <summary>Attributes a margin to the features of a model's inner part. Thread-safe.</summary>
internal interface IFeatureAttributor
{
    double Base { get; }

    /// <param name="features">Row-major float64 [N, <paramref name="featureCount"/>]; NaN is missing.</param>
    /// <param name="featureCount">Columns.</param>
    /// <param name="attributions">As long; overwritten.</param>
    /// <param name="threadCount">Threads that rows may be spread over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    void Explain(ReadOnlyMemory<double> features, int featureCount, Memory<double> attributions, int threadCount, CancellationToken cancellationToken);
}
