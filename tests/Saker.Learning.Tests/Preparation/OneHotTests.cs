using Saker.Data;
using Saker.Learning.Preparation;

namespace Saker.Learning.Tests.Preparation;

public sealed class OneHotTests
{
    private static readonly string[] s_names = ["a", "b", "c", "d", "number", "e"];

    [Fact]
    public void Columns_that_share_texts_keep_their_own_features_in_their_own_order()
    {
        // The same texts in several columns, missing ones, one column of many rare texts and one of numbers between them.
        var training = Rows(400, seed: 3);
        var plan = new PreparationPlan { Steps = [new OneHot { Columns = ColumnSelector.All, MaxCategories = 8 }] };
        var fitted = plan.Fit(training, s_names, TestContext.Current.CancellationToken);
        var asked = Rows(200, seed: 4, unseen: true);
        var features = fitted.Apply(asked);
        Assert.Equal(Expected(training, asked, features.Names), features.Values);
        Assert.Equal(s_names.Where(name => features.Names.Any(feature => feature.StartsWith(name + "=", StringComparison.Ordinal))), features.Names.Select(feature => feature.Split('=')[0]).Distinct());
        Assert.Contains("c=(other)", features.Names);
        Assert.Contains("b=(missing)", features.Names);
    }

    private static float[] Expected(Table training, Table asked, IReadOnlyList<string> names) =>
        [.. Enumerable.Range(0, asked.RowCount).SelectMany(row => names.Select(name => Feature(training, asked, names, name, row)))];

    private static float Feature(Table training, Table asked, IReadOnlyList<string> names, string feature, int row)
    {
        var parts = feature.Split('=');
        var value = Text(asked.Get(parts[0]), row);
        if (parts[1] != "(other)")
            return value == parts[1] ? 1 : 0;
        var isKnown = Enumerable.Range(0, training.RowCount).Any(i => Text(training.Get(parts[0]), i) == value);
        return isKnown && !names.Contains($"{parts[0]}={value}") ? 1 : 0;
    }

    private static string Text(Column column, int row) => column.GetValue(row) switch
    {
        null or "" => "(missing)",
        double number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        var text => text.ToString()!,
    };

    private static Table Rows(int count, int seed, bool unseen = false)
    {
        var random = new Random(seed);
        string[] yes = ["Yes", "No", "Perhaps"];
        string? Pick(int extra) => unseen && random.Next(5) == 0 ? "never seen" : random.Next(9) == 0 && extra > 0 ? null : yes[random.Next(3)];
        return new Table(
        [
            Column.OfText("a", [.. Enumerable.Range(0, count).Select(_ => Pick(0))]),
            Column.OfText("b", [.. Enumerable.Range(0, count).Select(_ => Pick(1))]),
            Column.OfText("c", [.. Enumerable.Range(0, count).Select(_ => $"rare {Math.Min(random.Next(20), random.Next(20))}")]),
            Column.OfText("d", [.. Enumerable.Range(0, count).Select(_ => Pick(0))]),
            Column.OfNumbers("number", [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(3))]),
            Column.OfText("e", [.. Enumerable.Range(0, count).Select(_ => Pick(1))]),
        ]);
    }
}
