using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Windows;

/// <summary>What every <see cref="IWindowStore"/> does.</summary>
public abstract class WindowStoreConformance(TestBackend backend) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start);
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IWindowStore Store => _saker.Windows;

    public async ValueTask InitializeAsync() => _saker = await backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_part_is_read_as_it_was_written()
    {
        var part = WindowParts.Of(Start, rows: 100) with { Facts = WindowParts.Facts(120, 100) };
        await Store.WriteAsync([part], Cancellation);

        var window = (await Store.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))!;

        Assert.Equal(("live", "churn", 1, Start, Start.AddMinutes(1), 1), (window.Summary.Endpoint, window.Summary.Model, window.Summary.Version, window.Summary.From, window.Summary.To, window.Summary.WriterCount));
        Assert.Equal(part.Inputs!.ToBytes(), window.Inputs!.ToBytes());
        Assert.Equal(part.Outputs!.ToBytes(), window.Outputs!.ToBytes());
        Assert.Equal(part.Bins["x"].Counts, window.Bins["x"].Counts);
        Assert.Equal(part.Bins["x"].Reference, window.Bins["x"].Reference);
        AssertSame(part.Facts, window.Summary.Facts);
        Assert.Null(await Store.FindAsync("live", 2, Start, Start.AddMinutes(1), Cancellation));
        Assert.Null(await Store.FindAsync("other", null, Start, Start.AddMinutes(1), Cancellation));
        Assert.Empty(await Store.ListAsync("live", 1, Start.AddMinutes(1), Start.AddMinutes(9), WindowGrain.Minute, Cancellation));
    }

    [Fact]
    public async Task A_part_that_is_written_again_replaces_itself_and_nothing_else()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10), WindowParts.Of(Start, rows: 7, writer: "b")], Cancellation);
        await Store.WriteAsync([WindowParts.Of(Start, rows: 30)], Cancellation);
        await Store.WriteAsync([WindowParts.Of(Start, rows: 30)], Cancellation);
        await Store.WriteAsync([WindowParts.Of(Start, rows: 5, number: 2)], Cancellation);

        var listed = Assert.Single(await Store.ListAsync("live", null, Start, Start.AddHours(1), WindowGrain.Minute, Cancellation));
        var window = (await Store.FindAsync("live", null, Start, Start.AddMinutes(1), Cancellation))!;

        Assert.Equal((42, 42, 2), (listed.Facts.RequestCount, listed.Facts.RowCount, listed.WriterCount));
        Assert.Equal(42, window.Inputs!.RowCount);
        Assert.Equal(42, window.Bins["x"].Counts.Sum());
        Assert.Equal(42, window.Summary.Facts.Total.Count);
    }

    [Fact]
    public async Task Windows_of_replicas_merge_to_the_profile_of_all_rows()
    {
        var (one, other) = (WindowParts.Rows(0, 3_000), WindowParts.Rows(3_000, 5_000));
        await Store.WriteAsync([WindowParts.Of(Start, one, "a")], Cancellation);
        var replica = await backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));
        await replica.Windows.WriteAsync([WindowParts.Of(Start, other, "b")], Cancellation);

        var window = (await Store.FindAsync("live", null, Start, Start.AddMinutes(1), Cancellation))!;

        var whole = Profile.Of(Table.Concat([one, other])).Get("x").Numbers!;
        var merged = window.Inputs!.Get("x").Numbers!;
        Assert.Equal((8_000, whole.Min, whole.Max), (merged.Count, merged.Min, merged.Max));
        Assert.Equal(whole.Mean, merged.Mean, 9);
        Assert.InRange(merged.ShareUpTo(whole.Quantile(0.5)), 0.5 - (2 * NumberProfile.MaxRankError), 0.5 + (2 * NumberProfile.MaxRankError));
        await backend.CloseAsync(replica);
    }

    [Fact]
    public async Task Hours_and_days_are_the_sum_of_their_minutes_before_and_after_they_are_merged()
    {
        for (var minute = 0; minute < 26 * 60; minute += 13)
            await Store.WriteAsync([WindowParts.Of(Start.AddMinutes(minute), rows: 1 + (minute % 7)), WindowParts.Of(Start.AddMinutes(minute), rows: 2, version: 2)], Cancellation);
        _time.Advance(TimeSpan.FromHours(27));

        var before = await ReadAsync();
        var upkeep = await Store.KeepAsync(Cancellation);
        var after = await ReadAsync();
        var again = await Store.KeepAsync(Cancellation);

        Assert.Equal(before, after);
        // 27 hours begun of which the last has ended as well, and the one day that has, of two versions.
        Assert.Equal((2 * (26 + 1), 0), (upkeep.MergedCount, upkeep.RemovedCount));
        Assert.Equal(0, again.MergedCount);
        Assert.Equal(26, (await Store.ListAsync("live", 1, Start, Start.AddDays(2), WindowGrain.Hour, Cancellation)).Count);
        Assert.Equal([14, 12], (await Store.ListAsync("live", 2, Start.AddDays(-1), Start.AddDays(2), WindowGrain.Day, Cancellation)).Select(day => (int)Math.Round(day.Facts.RowCount / 2.0 * 13 / 60)));
    }

    [Fact]
    public async Task What_comes_after_a_merge_is_counted_once_before_and_after_the_next()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10), WindowParts.Of(Start.AddMinutes(30), rows: 20)], Cancellation);
        _time.Advance(TimeSpan.FromHours(2));
        await Store.KeepAsync(Cancellation);
        await Store.WriteAsync([WindowParts.Of(Start, rows: 15), WindowParts.Of(Start.AddMinutes(45), rows: 1, writer: "late")], Cancellation);

        Assert.Equal(36, await HourAsync());
        Assert.Equal(1, (await Store.KeepAsync(Cancellation)).MergedCount);
        Assert.Equal(36, await HourAsync());
        Assert.Equal(36, (await Store.FindAsync("live", 1, Start, Start.AddHours(1), Cancellation))!.Inputs!.RowCount);

        async Task<long> HourAsync() => Assert.Single(await Store.ListAsync("live", 1, Start, Start.AddHours(1), WindowGrain.Hour, Cancellation)).Facts.RowCount;
    }

    [Fact]
    public async Task What_comes_for_an_hour_whose_minutes_are_gone_is_added_to_it()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10)], Cancellation);
        _time.Advance(TimeSpan.FromDays(3));
        var upkeep = await Store.KeepAsync(Cancellation);
        await Store.WriteAsync([WindowParts.Of(Start.AddMinutes(1), rows: 4, writer: "very late")], Cancellation);
        var between = await SumAsync(WindowGrain.Hour);
        await Store.KeepAsync(Cancellation);

        Assert.Equal(1, upkeep.RemovedCount);
        Assert.Equal((14, 14, 14), (between, await SumAsync(WindowGrain.Hour), await SumAsync(WindowGrain.Day)));
        Assert.Empty(await Store.ListAsync("live", null, Start, Start.AddHours(1), WindowGrain.Minute, Cancellation));
        Assert.Equal(14, (await Store.FindAsync("live", 1, Start.AddMinutes(-5), Start.AddMinutes(3), Cancellation))!.Summary.Facts.RowCount);
    }

    [Fact]
    public async Task Each_grain_is_kept_for_its_own_time()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10)], Cancellation);
        foreach (var (days, minutes, hours, whole) in (IReadOnlyList<(int, int, int, int)>)[(1, 1, 1, 1), (3, 0, 1, 1), (40, 0, 0, 1), (500, 0, 0, 0)])
            await AtAsync(days, minutes, hours, whole);

        async Task AtAsync(int days, int minutes, int hours, int whole)
        {
            _time.Advance(Start.AddDays(days) - _time.GetUtcNow());
            await Store.KeepAsync(Cancellation);
            var found = new List<int>();
            foreach (var grain in Enum.GetValues<WindowGrain>())
                found.Add((await Store.ListAsync("live", 1, grain.Floor(Start), Start.AddHours(1), grain, Cancellation)).Count);
            Assert.Equal([minutes, hours, whole], found);
        }
    }

    [Fact]
    public async Task Any_range_holds_exactly_the_minutes_in_it()
    {
        for (var minute = 0; minute < 30 * 60; minute += 7)
            await Store.WriteAsync([WindowParts.Of(Start.AddMinutes(minute), rows: minute + 1)], Cancellation);
        _time.Advance(TimeSpan.FromHours(30));
        await Store.KeepAsync(Cancellation);
        var random = new Random(5);
        for (var i = 0; i < 25; i++)
        {
            var first = random.Next(0, 30 * 60);
            var end = random.Next(first + 1, (31 * 60) + 1);
            var expected = Enumerable.Range(0, 30 * 60).Where(minute => minute % 7 == 0 && minute >= first && minute < end).Sum(minute => minute + 1L);

            var window = await Store.FindAsync("live", null, Start.AddMinutes(first), Start.AddMinutes(end), Cancellation);

            Assert.Equal(expected, window?.Summary.Facts.RowCount ?? 0);
            Assert.Equal(expected, window?.Inputs!.RowCount ?? 0);
        }
    }

    [Fact]
    public async Task Versions_of_other_columns_have_no_profile_together()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10), WindowParts.Of(Start, new Table([Column.OfNumbers("z", [1, 2])]), "a", version: 2)], Cancellation);

        var failure = await Assert.ThrowsAsync<SakerException>(() => Store.FindAsync("live", null, Start, Start.AddMinutes(1), Cancellation));

        Assert.Equal((ErrorKind.Conflict, "version"), (failure.Kind, failure.Field));
        Assert.NotNull(await Store.FindAsync("live", 2, Start, Start.AddMinutes(1), Cancellation));
        Assert.Equal(2, (await Store.ListAsync("live", null, Start, Start.AddMinutes(1), WindowGrain.Minute, Cancellation)).Count);
    }

    [Fact]
    public async Task A_version_whose_minutes_have_other_columns_is_merged_with_the_profile_of_most_rows()
    {
        await Store.WriteAsync([WindowParts.Of(Start, new Table([Column.OfNumbers("z", [1, 2, 3])]), "a"), WindowParts.Of(Start.AddMinutes(20), rows: 10), WindowParts.Of(Start.AddHours(1), rows: 5)], Cancellation);
        _time.Advance(TimeSpan.FromDays(3));

        var upkeep = await Store.KeepAsync(Cancellation);
        var hour = (await Store.FindAsync("live", 1, Start, Start.AddHours(1), Cancellation))!;

        Assert.Equal(3, upkeep.RemovedCount);
        Assert.Equal((13, 10, 10, 13), (hour.Summary.Facts.RowCount, hour.Summary.Facts.ProfiledRowCount, hour.Inputs!.RowCount, hour.Outputs!.RowCount));
        Assert.Equal("x", Assert.Single(hour.Inputs.Columns).Name);
        Assert.Empty(hour.Bins);
        Assert.Equal(5, (await Store.FindAsync("live", 1, Start.AddHours(1), Start.AddHours(2), Cancellation))!.Bins["x"].Counts.Sum());
    }

    [Fact]
    public async Task A_window_that_cannot_be_merged_keeps_no_other_from_it_and_does_not_stay_for_ever()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10), WindowParts.Of(Start, rows: 7) with { Endpoint = "other" }], Cancellation);
        await _saker.Services.GetRequiredService<Database>().WriteAsync(
            session => session.ExecuteAsync("UPDATE windows SET inputs = @damaged WHERE endpoint = 'live'", new { damaged = new byte[] { 1, 2, 3 } }), Cancellation);
        _time.Advance(TimeSpan.FromDays(3));

        await Assert.ThrowsAsync<AggregateException>(() => Store.KeepAsync(Cancellation));

        Assert.Equal((1, 0, 1), (await CountAsync("live", WindowGrain.Minute), await CountAsync("other", WindowGrain.Minute), await CountAsync("other", WindowGrain.Hour)));
        _time.Advance(TimeSpan.FromDays(40));
        await Assert.ThrowsAsync<AggregateException>(() => Store.KeepAsync(Cancellation));
        Assert.Equal(0, await CountAsync("live", WindowGrain.Minute));
        await Store.KeepAsync(Cancellation);

        async Task<int> CountAsync(string endpoint, WindowGrain grain) => (await Store.ListAsync(endpoint, 1, Start, Start.AddHours(1), grain, Cancellation)).Count;
    }

    [Fact]
    public async Task A_version_of_one_model_is_not_that_of_another()
    {
        await Store.WriteAsync([WindowParts.Of(Start, rows: 10), WindowParts.Of(Start, new Table([Column.OfNumbers("z", [1, 2])]), "a") with { Model = "churn2" }], Cancellation);

        Assert.Equal(10, (await Store.FindAsync("live", "churn", 1, Start, Start.AddMinutes(1), Cancellation))!.Inputs!.RowCount);
        Assert.Equal(2, (await Store.FindAsync("live", "churn2", 1, Start, Start.AddMinutes(1), Cancellation))!.Inputs!.RowCount);
        Assert.Null(await Store.FindAsync("live", "churn3", 1, Start, Start.AddMinutes(1), Cancellation));
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(() => Store.FindAsync("live", 1, Start, Start.AddMinutes(1), Cancellation))).Kind);
    }

    [Fact]
    public async Task Windows_are_listed_as_finely_as_they_are_kept()
    {
        foreach (var days in (IReadOnlyList<int>)[0, 30, 40])
            await Store.WriteAsync([WindowParts.Of(Start.AddDays(days), rows: 1 + days), WindowParts.Of(Start.AddDays(days).AddMinutes(1), rows: 1)], Cancellation);
        _time.Advance(TimeSpan.FromDays(40) + TimeSpan.FromHours(2));
        await Store.KeepAsync(Cancellation);

        var windows = await Store.ListFinestAsync("live", 1, WindowGrain.Day.Floor(Start), _time.GetUtcNow(), Cancellation);

        Assert.Equal(
            [(WindowGrain.Day.Length(), 2), (WindowGrain.Hour.Length(), 32), (WindowGrain.Minute.Length(), 41), (WindowGrain.Minute.Length(), 1)],
            windows.Select(window => (window.To - window.From, (int)window.Facts.RowCount)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Windows_that_begin_in_a_range_are_listed_whole_and_no_others(bool isMerged)
    {
        await Store.WriteAsync([WindowParts.Of(Start.AddMinutes(20), rows: 1), WindowParts.Of(Start.AddMinutes(70), rows: 2), WindowParts.Of(Start.AddMinutes(110), rows: 4)], Cancellation);
        _time.Advance(TimeSpan.FromHours(4));
        if (isMerged)
            await Store.KeepAsync(Cancellation);

        var hour = Assert.Single(await Store.ListAsync("live", 1, Start.AddMinutes(10), Start.AddMinutes(75), WindowGrain.Hour, Cancellation));

        Assert.Equal((Start.AddHours(1), 6), (hour.From, hour.Facts.RowCount));
    }

    [Fact]
    public async Task More_windows_than_are_listed_at_once_are_refused()
    {
        var failure = await Assert.ThrowsAsync<SakerException>(() => Store.ListAsync("live", null, Start, Start.AddDays(30), WindowGrain.Minute, Cancellation));

        Assert.Equal(ErrorKind.TooLarge, failure.Kind);
        Assert.Contains("hours or days", failure.Message, StringComparison.Ordinal);
    }

    private async Task<long> SumAsync(WindowGrain grain) =>
        (await Store.ListAsync("live", 1, grain.Floor(Start), Start.AddHours(1), grain, Cancellation)).Sum(window => window.Facts.RowCount);

    private async Task<IReadOnlyList<(DateTimeOffset, int?, long, long)>> ReadAsync()
    {
        var hours = await Store.ListAsync("live", null, Start, Start.AddDays(2), WindowGrain.Hour, Cancellation);
        var days = await Store.ListAsync("live", null, Start.AddDays(-1), Start.AddDays(2), WindowGrain.Day, Cancellation);
        return [.. hours.Concat(days).Select(window => (window.From, window.Version, window.Facts.RowCount, window.Facts.Total.Count))];
    }

    private static void AssertSame(WindowFacts expected, WindowFacts actual)
    {
        Assert.Equal(expected.Errors, actual.Errors);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(
            (expected.RequestCount, expected.RowCount, expected.ProfiledRowCount, expected.RefusedCount, expected.CacheHitCount, expected.WarnedCount, expected.WarningCount, expected.MendedCount, expected.DroppedCount),
            (actual.RequestCount, actual.RowCount, actual.ProfiledRowCount, actual.RefusedCount, actual.CacheHitCount, actual.WarnedCount, actual.WarningCount, actual.MendedCount, actual.DroppedCount));
        Assert.Equal((expected.Total.Quantile(0.5), expected.Queue.Quantile(0.9), expected.Compute.Quantile(1)), (actual.Total.Quantile(0.5), actual.Queue.Quantile(0.9), actual.Compute.Quantile(1)));
    }
}
