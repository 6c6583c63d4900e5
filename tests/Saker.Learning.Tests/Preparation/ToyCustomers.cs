using Saker.Data;

namespace Saker.Learning.Tests.Preparation;

/// <summary>A small table with every kind of column and of missing value.</summary>
internal static class ToyCustomers
{
    public static readonly string[] Columns = ["tenure", "charge", "senior", "contract", "city"];

    /// <summary>Thirty rows, always the same.</summary>
    public static Table Rows(int count = 30)
    {
        var random = new Random(5);
        string[] contracts = ["Month-to-month", "One year", "Two year"];
        string[] cities = ["Graz", "Linz", "Wien"];
        var rows = Enumerable.Range(0, count).Select(i => (
            Tenure: (long)random.Next(0, 72),
            Charge: i % 7 == 3 ? double.NaN : Math.Round(random.NextDouble() * 100, 2),
            Senior: random.Next(2) == 1,
            Contract: contracts[random.Next(3)],
            City: i % 5 == 1 ? null : cities[random.Next(3)])).ToArray();
        return new Table(
        [
            Column.Of<long>("tenure", rows.Select(row => row.Tenure).ToArray()),
            Column.OfNumbers("charge", [.. rows.Select(row => row.Charge)]),
            Column.Of<bool>("senior", rows.Select(row => row.Senior).ToArray()),
            Column.OfText("contract", [.. rows.Select(row => row.Contract)]),
            Column.OfText("city", [.. rows.Select(row => row.City)]),
            Column.Of<DateOnly>("since", rows.Select(row => new DateOnly(2020, 1, 1).AddDays((int)row.Tenure)).ToArray()),
        ]);
    }

    /// <summary>The same rows with one column replaced.</summary>
    public static Table With(this Table rows, Column column) =>
        new(rows.Columns.Select(old => old.Name == column.Name ? column : old));
}
