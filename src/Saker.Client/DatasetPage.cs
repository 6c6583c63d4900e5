using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>Some rows of a dataset version.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Data">The rows, a value a column; null where it is missing.</param>
/// <param name="RowCount">How many rows the version has.</param>
/// <param name="NextOffset">Where the next page begins; null at the end.</param>
public sealed record DatasetPage(IReadOnlyList<string> Columns, JsonArray Data, long RowCount, long? NextOffset = null);
