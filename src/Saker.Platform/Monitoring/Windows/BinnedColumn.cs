namespace Saker.Platform.Monitoring.Windows;

/// <summary>Rows of one column by the bins of <see cref="Saker.Data.Profiles.ProfileBins"/> of the model's own reference, with its default number of bins.</summary>
/// <param name="Reference">Rows of the reference in each bin.</param>
/// <param name="Counts">Rows of the window in each bin, exactly; the last bin is that of missing values.</param>
public sealed record BinnedColumn(IReadOnlyList<double> Reference, IReadOnlyList<long> Counts);
