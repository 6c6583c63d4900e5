using FsCheck;
using FsCheck.Fluent;
using Saker.Data.Profiles;
using Saker.Testing;

namespace Saker.Data.Tests.Profiles;

public sealed class ProfileBytesTests
{
    private const int MaxBytes = 4_096;

    public static TheoryData<string> Adversaries => [.. AdverseColumns.Names];

    [Theory]
    [MemberData(nameof(Adversaries))]
    public void A_column_takes_less_than_4_KB_and_reads_back(string name)
    {
        var profile = Profile.Of(new Table([AdverseColumns.Create(name, 200_000)]));
        var bytes = profile.ToBytes();
        Assert.InRange(bytes.Length, 1, MaxBytes);
        var read = Profile.FromBytes(bytes);
        Assert.Equal(bytes, read.ToBytes());
        var (one, other) = (profile.Columns[0], read.Columns[0]);
        Assert.Equal((one.Count, one.NullCount, one.DistinctCount, one.Type), (other.Count, other.NullCount, other.DistinctCount, other.Type));
        Assert.Equal((one.Numbers?.Mean, one.Numbers?.Variance, one.Numbers?.Min, one.Numbers?.Max), (other.Numbers?.Mean, other.Numbers?.Variance, other.Numbers?.Min, other.Numbers?.Max));
        Assert.Equal(one.Numbers?.Histogram?.Counts.ToArray(), other.Numbers?.Histogram?.Counts.ToArray());
        Assert.Equal(one.Texts?.Top.Take(other.Texts!.Top.Count), other.Texts?.Top);
    }

    [Fact]
    public void A_whole_table_with_its_correlations_stays_under_4_KB_a_column()
    {
        var random = new Random(3);
        var table = new Table(Enumerable.Range(0, 16).Select(i => Column.OfNumbers($"x{i}", [.. Enumerable.Range(0, 50_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))])));
        var profile = Profile.Of(table);
        Assert.Equal(16, profile.Correlations!.Columns.Count);
        Assert.InRange(profile.ToBytes().Length, 1, 16 * MaxBytes);
    }

    [Fact]
    public void Ordinary_columns_read_back_to_the_same_profile()
    {
        foreach (var rows in new[] { 0, 1, 300, 3_000 })
        {
            var random = new Random(rows);
            var profile = Profile.Of(new Table(
            [
                Column.OfNumbers("price", [.. Enumerable.Range(0, rows).Select(_ => Math.Round(random.NextDouble() * 1_000, 2))]),
                Column.Of<long>("id", Enumerable.Range(0, rows).Select(i => 4_000_000_000L + i).ToArray()),
                Column.Of<bool>("flag", Enumerable.Range(0, rows).Select(i => i % 3 == 0).ToArray()),
                Column.OfText("kind", [.. Enumerable.Range(0, rows).Select(i => i % 7 == 0 ? null : $"kind {i % 50}")]),
                Column.Of<DateOnly>("day", Enumerable.Range(0, rows).Select(i => new DateOnly(2024, 1, 1).AddDays(i % 400)).ToArray()),
            ]));
            Assert.Equal(profile.ToJson(), Profile.FromBytes(profile.ToBytes()).ToJson());
        }
    }

    [Fact]
    public void Quantiles_that_were_packed_stay_within_the_stated_error()
    {
        var random = new Random(11);
        for (var seed = 0; seed < 5; seed++)
        {
            var values = Enumerable.Range(0, 100_000).Select(_ => Math.Exp(random.NextDouble() * 20)).ToArray();
            var read = Profile.FromBytes(Profile.Of(new Table([Column.OfNumbers("x", values)])).ToBytes()).Columns[0].Numbers!;
            Array.Sort(values);
            for (var share = 0.01; share < 1; share += 0.01)
            {
                var rank = (double)~Array.BinarySearch(values, Math.BitIncrement(read.Quantile(share))) / values.Length;
                Assert.Equal(share, Math.Abs(rank), NumberProfile.MaxRankError);
            }
        }
    }

    [Fact]
    public void Changed_bytes_are_refused()
    {
        var bytes = Profile.Of(RandomTables.Create(1, 500)).ToBytes();
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x10;
            Assert.Throws<SakerException>(() => Profile.FromBytes(changed));
        }
        for (var length = 0; length < bytes.Length; length += 11)
            Assert.Throws<SakerException>(() => Profile.FromBytes(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void Bytes_that_a_hash_does_not_guard_give_a_profile_or_an_error()
    {
        var body = Profile.Of(RandomTables.Create(2, 300)).ToBytes()[5..^8];
        var read = 0;
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var changed = body.ToArray();
            for (var i = random.Next(1, 8); i > 0; i--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var profile = ProfileBytes.ReadBody(changed.AsSpan(0, random.Next(4) == 0 ? random.Next(changed.Length) : changed.Length));
                _ = profile + profile;
                _ = profile.ToJson();
                _ = ProfileComparison.Of(profile, profile);
                read++;
            }
            catch (SakerException)
            {
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        }).Hold(3_000);
        Assert.True(read > 100, $"only {read} changes were read");
    }
}
