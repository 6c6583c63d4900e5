using System.Runtime.CompilerServices;
using Saker.Data;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Log;

public sealed class SegmentBuilderTests
{
    private const int BlockSize = 512;

    [Fact]
    public void Every_request_is_found_once_with_its_rows_whatever_order_versions_came_in()
    {
        var builder = new SegmentBuilder();
        for (var i = 0; i < 30; i++)
            builder.Add(Block(i, version: 1 + (i % 3), size: i % 4 == 0 ? 5 : BlockSize));
        builder.Complete();

        var index = builder.Index();
        HashSet<string> seen = [];
        for (var group = 0; group < index.Groups.Count; group++)
        {
            var facts = index.Groups[group];
            var block = SegmentBuilder.Open(builder.Content.GetBuffer().AsSpan((int)facts.Offset, facts.Length), facts);
            Assert.Equal(facts.RequestCount, block.Requests.Length);
            Assert.Equal(facts.FirstAt, block.Requests.Min(request => request.At));
            Assert.Equal(facts.LastAt, block.Requests.Max(request => request.At));
            for (var i = 0; i < block.Requests.Length; i++)
            {
                Assert.True(seen.Add(block.Requests[i].Id));
                Assert.Equal(facts.Version, 1 + ((int)block.Requests[i].Sequence % 3));
                Assert.Contains((group, i), index.Find(RowHash.Of(block.Requests[i].Id)));
            }
            var numbers = (Column<double>?)block.Inputs?.Columns[0];
            for (var row = 0; row < block.RowRequests.Length; row++)
                Assert.Equal(block.Requests[block.RowRequests[row]].TotalMicroseconds, numbers!.Values.Span[row]);
        }
        Assert.Equal(Enumerable.Range(0, 30).Sum(i => i % 4 == 0 ? 5 : BlockSize), seen.Count);
        Assert.Equal(30, index.Groups.Sum(group => group.RowCount));
        Assert.Equal(seen.Count, index.Groups.Sum(group => group.Minutes.Sum(minute => minute.RowCount)));
    }

    [Fact]
    public void What_is_compressed_does_not_stay_in_memory()
    {
        var builder = new SegmentBuilder();
        WeakReference[] added = [.. Enumerable.Range(0, 60).Select(i => Add(builder, i))];

        GC.Collect();

        // Of the rows that came with the requests only those that wait for company are there: a group's at most.
        Assert.InRange(added.Count(block => block.IsAlive), 0, (SegmentIndex.MaxGroupRequests / BlockSize) + 1);
        GC.KeepAlive(builder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Add(SegmentBuilder builder, int number)
    {
        var block = Block(number, version: 1, BlockSize);
        builder.Add(block);
        return new WeakReference(block.Inputs);
    }

    /// <summary>One sampled row a block: that of its last request. Its sequence is the block's number.</summary>
    private static LogBlock Block(int number, int version, int size) => new()
    {
        Endpoint = "churn",
        Model = "churn",
        Version = version,
        Requests = [.. Enumerable.Range(0, size).Select(i => new LogRequest { Id = $"{number}-{i}", At = Captured.Start.UtcTicks + (number * 1_000) + i, Sequence = number, RowCount = 1, Step = "primary", TotalMicroseconds = i })],
        RowRequests = [size - 1],
        RowNumbers = [0],
        Inputs = new Table([Column.Of<double>("tenure", new double[] { size - 1 })]),
        Minutes = [new LogMinute(Captured.Start.UtcTicks / TimeSpan.TicksPerMinute, size, ulong.MaxValue)],
    };
}
