using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Storage;

public sealed class IdsTests
{
    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_469_918_176_385));

    [Fact]
    public void Ulid_begins_with_the_time_as_the_specification_says()
    {
        // The example of github.com/ulid/spec: ulid(1469918176385) begins with 01ARYZ6S41.
        Assert.Matches("^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$", new Ids(_time).NewUlid());
        Assert.Equal("01ARYZ6S41" + new string('Z', 16), new Ids(_time, bytes => bytes.Fill(255)).NewUlid());
    }

    [Fact]
    public void Run_id_is_32_hexadecimal_digits() =>
        Assert.Equal("01563df36481" + new string('0', 20), new Ids(_time, bytes => bytes.Clear()).NewRunId());

    [Fact]
    public void Ids_grow_whatever_the_clock_does()
    {
        var ids = new Ids(_time);
        var made = new List<string>();
        for (var i = 0; i < 1_000; i++)
        {
            made.Add(ids.NewRunId());
            _time.Advance(TimeSpan.FromMilliseconds((i % 5) - 2));
        }
        Assert.Equal(made.Distinct().Order(StringComparer.Ordinal), made);
    }

    [Fact]
    public void Threads_never_get_the_same_id()
    {
        var ids = new Ids(_time);
        var made = new string[4_000];
        Parallel.For(0, made.Length, i => made[i] = ids.NewUlid());
        Assert.Equal(made.Length, made.Distinct().Count());
    }

    [Fact]
    public void Equal_sources_give_equal_ids()
    {
        string Make(int seed) => new Ids(_time, new Random(seed).NextBytes).NewUlid();
        Assert.Equal(Make(7), Make(7));
        Assert.NotEqual(Make(7), Make(8));
    }
}
