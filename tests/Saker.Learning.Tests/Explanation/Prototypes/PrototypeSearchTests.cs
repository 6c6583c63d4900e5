using Saker.Data;
using Saker.Learning.Explanation.Prototypes;

namespace Saker.Learning.Tests.Explanation.Prototypes;

public sealed class PrototypeSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Three clusters of 40, 35 and 25 rows, and two rows far from all.
    private static Table Rows()
    {
        var random = new Xoshiro256(4);
        (double X, double Y, string Kind)[] rows =
        [
            .. Enumerable.Range(0, 40).Select(_ => (random.NextNormal(), random.NextNormal(), "a")),
            .. Enumerable.Range(0, 35).Select(_ => (20 + random.NextNormal(), random.NextNormal(), "b")),
            .. Enumerable.Range(0, 25).Select(_ => (random.NextNormal(), 20 + random.NextNormal(), "c")),
            (60.0, 60.0, "d"), (-40.0, 50.0, "d"),
        ];
        return new Table([Column.OfNumbers("x", [.. rows.Select(row => row.X)]), Column.OfNumbers("y", [.. rows.Select(row => row.Y)]), Column.OfText("kind", [.. rows.Select(row => row.Kind)])]);
    }

    [Fact]
    public void Each_cluster_has_a_prototype_and_what_lies_apart_is_a_criticism()
    {
        var result = PrototypeSearch.Find(Rows(), new PrototypeOptions { PrototypeCount = 3, CriticismCount = 4 }, Token);
        Assert.Contains(result.Prototypes, row => row < 40);
        Assert.Contains(result.Prototypes, row => row is >= 40 and < 75);
        Assert.Contains(result.Prototypes, row => row is >= 75 and < 100);
        Assert.Equal(1, result.Shares.Sum(), 1e-12);
        Assert.Contains(result.Criticisms, row => row >= 100);
        Assert.Empty(result.Criticisms.Intersect(result.Prototypes));
    }

    [Fact]
    public void More_prototypes_say_more()
    {
        double Distance(int count) => PrototypeSearch.Find(Rows(), new PrototypeOptions { PrototypeCount = count, CriticismCount = 0 }, Token).Distance;
        Assert.True(Distance(1) > Distance(3));
        Assert.True(Distance(3) > Distance(12));
    }

    [Fact]
    public void Few_rows_are_all_prototypes_and_none_is_refused()
    {
        var result = PrototypeSearch.Find(Rows().Take([0, 70]), new PrototypeOptions(), Token);
        Assert.Equal([0, 1], result.Prototypes.Order());
        Assert.Empty(result.Criticisms);
        Assert.Throws<SakerException>(() => PrototypeSearch.Find(Rows().Take([]), new PrototypeOptions(), Token));
    }
}
