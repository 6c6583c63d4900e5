namespace Saker.Client;

/// <summary>Rows of one column by the bins of the model's own reference; the last bin is that of missing values.</summary>
/// <param name="Reference">Rows of the reference in each bin.</param>
/// <param name="Counts">Rows of the window in each bin.</param>
public sealed record WindowBinsInfo(IReadOnlyList<double> Reference, IReadOnlyList<long> Counts);
