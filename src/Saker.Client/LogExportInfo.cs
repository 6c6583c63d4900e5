namespace Saker.Client;

/// <summary>What became of exported requests.</summary>
/// <param name="Dataset">The dataset version, such as <c>served/3</c>.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="Outcome"><c>added</c>, or <c>unchanged</c> where the dataset had these very rows.</param>
public sealed record LogExportInfo(string Dataset, long RowCount, string Outcome);
