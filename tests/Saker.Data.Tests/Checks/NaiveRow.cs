namespace Saker.Data.Tests.Checks;

/// <summary>One row as plain values; a NaN is a missing one, as checks take it.</summary>
internal sealed class NaiveRow(Table table, int row)
{
    public int Number => row + 1;

    public object? this[string column] => table.Get(column).GetValue(row) is double value && double.IsNaN(value) ? null : table.Get(column).GetValue(row);

    public long? Whole => (long?)this["whole"];

    public int? Small => (int?)this["small"];

    public double? Double => (double?)this["number"];

    public string? Text => (string?)this["text"];

    public string? Code => (string?)this["code"];

    public bool? Flag => (bool?)this["flag"];

    public string? Written => (string?)this["written"];

    public string? Format => (string?)this["format"];

    public DateTime? Day => this["day"] is DateOnly day ? day.ToDateTime(default, DateTimeKind.Utc) : null;

    public DateTime? Instant => (DateTime?)this["instant"];
}
