namespace Saker.Benchmarks.Training;

/// <summary>Row numbers of the data file, from 0 after the header.</summary>
internal sealed record FoldRows(IReadOnlyList<int> Train, IReadOnlyList<int> Test);
