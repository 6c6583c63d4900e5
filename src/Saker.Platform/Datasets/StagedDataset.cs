using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>Rows that are written and not published yet.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="Hash">Their content.</param>
/// <param name="Schema">Their columns.</param>
/// <param name="RowCount">Their number.</param>
internal sealed record StagedDataset(string Folder, string Hash, Schema Schema, long RowCount);
