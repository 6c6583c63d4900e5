using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class EvidenceBlockCodecTests
{
    private static readonly EvidenceBlock Block = new()
    {
        Rollout = "r",
        Revision = 3,
        Replica = "a",
        Sequence = 9,
        Weights = [9_900, 100],
        At = DateTimeOffset.UnixEpoch,
        Arms =
        [
            new ArmBlock { Counts = new ArmCounts { RequestCount = 1_000_000, ErrorCount = 300, RefusalCount = 20, FallbackCount = 4, UnavailableCount = 5, CancelledCount = 6 }, Latencies = [0, 0, 5, 0, 70_000], Scores = [0.25f, -3f], ScoreCount = 900 },
            ArmBlock.None,
        ],
        Shadows = [ShadowBlock.None, new ShadowBlock { RequestCount = 50, DisagreementCount = 3, RowCount = 500, DisagreeingRowCount = 4, DroppedCount = 7, Differences = [0.125f], DifferenceCount = 49 }],
    };

    [Fact]
    public void A_block_is_read_as_it_was_written()
    {
        var (weights, arms, shadows) = EvidenceBlockCodec.Read(EvidenceBlockCodec.Write(Block));

        Assert.Equal([9_900, 100], weights);
        Assert.Equal(2, arms.Length);
        Assert.Equal(Block.Arms[0].Counts, arms[0].Counts);
        Assert.Equal(Block.Arms[0].Latencies, arms[0].Latencies);
        Assert.Equal(Block.Arms[0].Scores, arms[0].Scores);
        Assert.Equal(900, arms[0].ScoreCount);
        Assert.True(arms[1].IsEmpty);
        Assert.True(shadows[0].IsEmpty);
        Assert.Equal((50, 3, 500, 4, 7, 49), (shadows[1].RequestCount, shadows[1].DisagreementCount, shadows[1].RowCount, shadows[1].DisagreeingRowCount, shadows[1].DroppedCount, shadows[1].DifferenceCount));
        Assert.Equal([0.125f], shadows[1].Differences);
    }

    [Fact]
    public void Bytes_that_are_no_block_are_refused_as_such()
    {
        var bytes = EvidenceBlockCodec.Write(Block);
        var chance = new Random(5);

        Assert.Contains("newer", Assert.Throws<InvalidDataException>(() => EvidenceBlockCodec.Read([9, .. bytes[1..]])).Message, StringComparison.Ordinal);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => EvidenceBlockCodec.Read(bytes[..length]));
        for (var i = 0; i < 2_000; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            // Either it still reads as some block, or it is said to be none; nothing else is thrown.
            try
            {
                EvidenceBlockCodec.Read(damaged);
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void What_groups_of_callers_did_is_read_as_it_was_written()
    {
        var keys = new KeyCounts[KeyGroup.Count];
        keys[3] = new KeyCounts { Requests = 900, Errors = 8, Refusals = 7, Fallbacks = 6, Timed = 500, Slow = 250, Slower = 25, Slowest = 5, Scored = 880, Scores = -12.5 };
        keys[127] = new KeyCounts { Requests = 1 };

        var (_, arms, shadows) = EvidenceBlockCodec.Read(EvidenceBlockCodec.Write(Block with { Arms = [Block.Arms[0] with { Keys = keys }, ArmBlock.None] }));

        Assert.Equal(keys, arms[0].Keys);
        Assert.Equal(Block.Arms[0].Latencies, arms[0].Latencies);
        Assert.Empty(arms[1].Keys);
        Assert.Equal(50, shadows[1].RequestCount);
    }
}
