using Saker.Dashboard.Artifacts;

namespace Saker.Server.Tests.Dashboard;

public sealed class SeparatedValuesTests
{
    [Fact]
    public void Quotes_separators_and_ends_of_lines_are_read_as_they_are_written()
    {
        var (rows, isCut) = SeparatedValues.Read("a,b,c\r\n1,\"x, \"\"y\"\"\",\n\"two\nlines\",,3", ',', isCut: false);
        Assert.Equal([["a", "b", "c"], ["1", "x, \"y\"", ""], ["two\nlines", "", "3"]], rows);
        Assert.False(isCut);
    }

    [Fact]
    public void A_half_line_at_the_end_of_a_beginning_is_left_out_and_many_rows_are_cut()
    {
        var (rows, isCut) = SeparatedValues.Read("a\tb\n1\t2\n3\t", '\t', isCut: true);
        Assert.Equal([["a", "b"], ["1", "2"]], rows);
        Assert.True(isCut);
        var many = SeparatedValues.Read(string.Join('\n', Enumerable.Range(0, 1000)), ',', isCut: false);
        Assert.True(many.IsCut);
        Assert.Equal(201, many.Rows.Count);
        Assert.Empty(SeparatedValues.Read("", ',', isCut: false).Rows);
        Assert.Equal("\"open,", Assert.Single(Assert.Single(SeparatedValues.Read("\"\"\"open,", ',', isCut: false).Rows)));
    }
}
