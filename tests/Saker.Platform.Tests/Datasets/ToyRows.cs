using Saker.Data;
using Saker.Platform.Datasets;

namespace Saker.Platform.Tests.Datasets;

/// <summary>A few rows of every type, with values missing.</summary>
internal static class ToyRows
{
    private static readonly Validity SecondMissing = Validity.From(3, row => row != 1);

    public static Table Make(double charge = 29.85) => new(
    [
        Column.OfText("customer", ["7590-VHVEG", null, "naïve ✓"]),
        new Column<double>("charge", new[] { charge, 0, double.NaN }, SecondMissing),
        new Column<float>("share", new[] { 0.1f, 0, float.MaxValue }, SecondMissing),
        Column.Of<long>("tenure", new[] { 1L, long.MinValue, long.MaxValue }),
        new Column<int>("lines", new[] { 1, 0, -3 }, SecondMissing),
        Column.Of<bool>("paperless", new[] { true, false, true }),
        new Column<DateOnly>("since", new[] { new DateOnly(2020, 2, 29), default, new DateOnly(1969, 7, 20) }, SecondMissing),
        new Column<DateTime>("seen", new[] { new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), DateTime.UnixEpoch, DateTime.UnixEpoch }, SecondMissing),
    ]);

    public static NewDataset Stream(string name, params Table[] parts) => new() { Name = name, Schema = parts[0].Schema, Rows = Each(parts), Source = "telco.csv" };

    /// <summary>Rows that end in an error.</summary>
    public static async IAsyncEnumerable<Table> Breaking(Table first)
    {
        await Task.Yield();
        yield return first;
        throw new SakerException(ErrorKind.ChecksFailed, "The second batch does not fit.");
    }

    private static async IAsyncEnumerable<Table> Each(Table[] parts)
    {
        foreach (var part in parts)
        {
            await Task.Yield();
            yield return part;
        }
    }
}
