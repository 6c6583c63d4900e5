using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Drift.History;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Monitoring.Drift;

/// <summary>What every <see cref="IDriftStore"/> does.</summary>
public abstract class DriftStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    private IDriftStore Store => Saker.Drift;

    [Fact]
    public async Task A_report_is_read_as_it_was_kept()
    {
        var report = Report("a", Noon);

        Assert.True(await Store.AddAsync(report, progress: null, Cancellation));

        var read = await (await Backend.OpenAsync()).Drift.FindAsync("live", "a", Cancellation);
        Assert.Equivalent(report, read, strict: true);
        Assert.Null(await Store.FindAsync("other", "a", Cancellation));
        Assert.Null(await Store.FindAsync("live", "b", Cancellation));
    }

    [Fact]
    public async Task A_window_is_kept_once_and_the_progress_of_who_came_late_is_not()
    {
        var other = (await Backend.OpenAsync()).Drift;

        var kept = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? Store : other).AddAsync(Report($"r{i}", Noon), Progress(Noon.AddHours(1)) with { Note = $"r{i}" }, Cancellation)));

        var one = Assert.Single(await Store.ListAsync(new DriftQuery { Endpoint = "live" }, Cancellation));
        Assert.Equal(1, kept.Count(done => done));
        Assert.Equal($"r{Array.IndexOf(kept, true)}", one.Id);
        Assert.Equal(one.Id, Assert.Single(await Store.ListProgressAsync("live", Cancellation)).Note);
        Assert.True(await Store.AddAsync(Report("asked", Noon) with { Kind = DriftReportKind.Asked }, progress: null, Cancellation));
        Assert.True(await Store.AddAsync(Report("again", Noon) with { Kind = DriftReportKind.Asked }, progress: null, Cancellation));
    }

    [Fact]
    public async Task Progress_does_not_go_back()
    {
        await Store.SaveAsync(Progress(Noon.AddHours(2)) with { Detectors = "{}", OpenRowCount = 3 }, Cancellation);
        await Store.SaveAsync(Progress(Noon.AddHours(1)), Cancellation);

        Assert.Equal(Progress(Noon.AddHours(2)) with { Detectors = "{}", OpenRowCount = 3 }, Assert.Single(await Store.ListProgressAsync("live", Cancellation)));
    }

    [Fact]
    public async Task Reports_are_listed_by_what_is_wanted_of_them_the_latest_traffic_first()
    {
        for (var hour = 0; hour < 5; hour++)
            await Store.AddAsync(Report($"h{hour}", Noon.AddHours(hour)) with { Version = hour == 4 ? 2 : 1 }, progress: null, Cancellation);
        await Store.AddAsync(Report("asked", Noon) with { Kind = DriftReportKind.Asked }, progress: null, Cancellation);

        Assert.Equal(["h3", "h2"], await IdsAsync(new DriftQuery { Endpoint = "live", Version = 1, Kind = DriftReportKind.Window, Max = 2 }));
        Assert.Equal(["asked"], await IdsAsync(new DriftQuery { Endpoint = "live", Kind = DriftReportKind.Asked }));
        Assert.Equal(["h1", "h0"], await IdsAsync(new DriftQuery { Endpoint = "live", Kind = DriftReportKind.Window, Before = Noon.AddHours(3) }));
        Assert.Equal(["h4", "h3"], (await Store.ListLatestAsync(Cancellation)).Select(report => report.Id));
        Assert.Equal(["h4", "h3"], (await Store.ReadAsync(new DriftQuery { Endpoint = "live", Max = 2 }, Cancellation)).Select(report => report.Id));
    }

    [Fact]
    public async Task What_is_old_and_what_has_no_endpoint_goes()
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);
        await Store.AddAsync(Report("old", Noon), Progress(Noon.AddHours(1)), Cancellation);
        await Store.AddAsync(Report("new", Noon.AddHours(1)), progress: null, Cancellation);
        await Store.AddReferenceAsync(new StoredReference { Endpoint = "live", Model = "churn", Version = 1, Key = "first:10", From = Noon, To = Noon.AddHours(1), RowCount = 12 }, Cancellation);

        Assert.Equal(1, await Store.RemoveAsync("live", Noon.AddMinutes(90), Cancellation));
        await Store.RemoveOrphansAsync(Cancellation);
        Assert.Equal(["new"], await IdsAsync(new DriftQuery { Endpoint = "live" }));
        Assert.Equal(12, (await Store.FindReferenceAsync("live", "churn", 1, "first:10", Cancellation))!.RowCount);

        await Saker.Endpoints.RemoveAsync("live", by: null, Cancellation);
        await Store.RemoveOrphansAsync(Cancellation);
        Assert.Empty(await IdsAsync(new DriftQuery { Endpoint = "live" }));
        Assert.Empty(await Store.ListProgressAsync("live", Cancellation));
        Assert.Null(await Store.FindReferenceAsync("live", "churn", 1, "first:10", Cancellation));
    }

    [Fact]
    public async Task The_history_has_windows_hours_and_days_each_with_the_worst_of_every_column()
    {
        var midnight = new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 50; i++)
        {
            var moved = i is 3 or 5;
            var report = Report($"w{i:00}", midnight.AddMinutes(30 * i));
            await Store.AddAsync(report with
            {
                To = report.From.AddMinutes(30),
                Drifted = moved,
                Share = moved ? 0.5 : 0,
                Columns = [Finding("tenure", i == 5 ? 0.4 : moved ? 0.2 : 0.01, moved), Finding("Contract", 0.02, drifted: false)],
                Quality = i == 7 ? [new QualityFinding("Contract", "nulls", 0, 0.25, "")] : [],
            }, progress: null, Cancellation);
        }
        await Store.AddAsync(Report("asked", midnight) with { Kind = DriftReportKind.Asked }, progress: null, Cancellation);

        var days = await MomentsAsync(DriftGrain.Day, midnight, midnight.AddDays(2));
        Assert.Equal([48L, 2L], days.Select(day => day.WindowCount));
        Assert.Equal((2, 0.5, midnight.AddDays(1)), (days[0].DriftedCount, days[0].TopShare, days[0].To));
        var tenure = days[0].Columns.Single(column => column.Column == "tenure");
        Assert.Equal((0.4, 2, midnight.AddMinutes(150)), (tenure.Effect, tenure.DriftedCount, tenure.WorstAt));
        Assert.Equal(0.25, days[0].Columns.Single(column => column.Column == "Contract").Quality!["nulls"]);
        Assert.Equal(2, (await MomentsAsync(DriftGrain.Hour, midnight.AddHours(1), midnight.AddHours(3))).Count);
        Assert.Equal(["w04", "w05"], (await MomentsAsync(DriftGrain.Window, midnight.AddHours(2), midnight.AddHours(3))).Select(moment => $"w{(moment.From - midnight).TotalMinutes / 30:00}"));
        Assert.Empty(await Saker.Services.GetRequiredService<IDriftHistory>().ListAsync(new DriftHistoryQuery { Endpoint = "other", Grain = DriftGrain.Day, From = midnight, To = midnight.AddDays(2) }, Cancellation));
        Assert.Equal([48L, 2L], (await Saker.Services.GetRequiredService<IDriftHistory>().ListDaysAsync(midnight, Cancellation)).Select(day => day.WindowCount));
        Assert.Equal("w05", (await Store.FindAtAsync("live", version: null, tenure.WorstAt, Cancellation))!.Id);
        Assert.Null(await Store.FindAtAsync("live", version: 2, tenure.WorstAt, Cancellation));

        // What is old goes with its reports.
        await Store.RemoveAsync("live", midnight.AddDays(1).AddMinutes(1), Cancellation);
        Assert.Equal(2, Assert.Single(await MomentsAsync(DriftGrain.Day, midnight, midnight.AddDays(2))).WindowCount);
    }

    [Fact]
    public async Task Reports_of_before_there_was_a_history_are_merged_once()
    {
        for (var hour = 0; hour < 5; hour++)
            await Store.AddAsync(Report($"h{hour}", Noon.AddHours(hour)), progress: null, Cancellation);
        await Saker.Services.GetRequiredService<global::Saker.Platform.Storage.Database>().WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM drift_history");
                await session.ExecuteAsync("UPDATE drift_reports SET is_merged = 0");
            },
            Cancellation);

        var history = Saker.Services.GetRequiredService<IDriftHistory>();
        Assert.Equal(3, await history.MergeAsync(3, Cancellation));
        Assert.Equal(2, await history.MergeAsync(3, Cancellation));
        Assert.Equal(0, await history.MergeAsync(3, Cancellation));
        Assert.Equal(5, Assert.Single(await MomentsAsync(DriftGrain.Day, Noon.AddDays(-1), Noon.AddDays(1))).WindowCount);
    }

    [Fact]
    public async Task Reports_are_packed_and_those_of_before_are_read_as_they_were_written()
    {
        var report = Report("packed", Noon);
        await Store.AddAsync(report, progress: null, Cancellation);
        var database = Saker.Services.GetRequiredService<global::Saker.Platform.Storage.Database>();
        Assert.Equal("", await database.ReadAsync(session => session.ScalarAsync<string>("SELECT report FROM drift_reports WHERE id = 'packed'"), Cancellation));

        await database.WriteAsync(session => session.ExecuteAsync("UPDATE drift_reports SET report = @text, packed = NULL WHERE id = 'packed'", new { text = report.ToJson() }), Cancellation);
        Assert.Equal(report.ToJson(), (await Store.FindAsync("live", "packed", Cancellation))!.ToJson());
        Assert.Equal(report.ToJson(), Assert.Single(await Store.ReadAsync(new DriftQuery { Endpoint = "live" }, Cancellation)).ToJson());

        await database.WriteAsync(session => session.ExecuteAsync("UPDATE drift_reports SET packed = @bytes WHERE id = 'packed'", new { bytes = new byte[] { 1, 2, 3 } }), Cancellation);
        Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => Store.FindAsync("live", "packed", Cancellation))).Kind);
    }

    [Fact]
    public async Task The_newest_report_of_every_endpoint_and_the_progress_of_all_are_listed_at_once()
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        foreach (var name in new[] { "live", "other" })
            await Saker.Endpoints.DeployAsync(name, "churn", 1, Cancellation);
        for (var hour = 0; hour < 3; hour++)
        {
            await Store.AddAsync(Report($"a{hour}", Noon.AddHours(hour)), Progress(Noon.AddHours(hour + 1)), Cancellation);
            await Store.AddAsync(Report($"b{hour}", Noon.AddHours(hour)) with { Endpoint = "other" }, progress: null, Cancellation);
        }
        await Store.AddAsync(Report("asked", Noon.AddHours(9)) with { Kind = DriftReportKind.Asked }, progress: null, Cancellation);

        Assert.Equal(["a2", "b2"], (await Store.ListNewestAsync(Cancellation)).Select(report => report.Id));
        Assert.Equal("live", Assert.Single(await Store.ListProgressAsync(Cancellation)).Endpoint);
    }

    private Task<IReadOnlyList<DriftMoment>> MomentsAsync(DriftGrain grain, DateTimeOffset from, DateTimeOffset to) =>
        Saker.Services.GetRequiredService<IDriftHistory>().ListAsync(new DriftHistoryQuery { Endpoint = "live", Grain = grain, From = from, To = to }, Cancellation);

    private static ColumnFinding Finding(string column, double effect, bool drifted) => new() { Column = column, Measure = "psi", Test = "chi_squared", Effect = effect, Drifted = drifted, Summary = "" };

    private async Task<IEnumerable<string>> IdsAsync(DriftQuery query) => (await Store.ListAsync(query, Cancellation)).Select(report => report.Id);

    private static DriftProgress Progress(DateTimeOffset until) => new() { Endpoint = "live", Model = "churn", Version = 1, BeganAt = Noon, EvaluatedUntil = until, LookedAt = until };

    private static DriftEvaluation Report(string id, DateTimeOffset from) => new()
    {
        Id = id,
        Endpoint = "live",
        Model = "churn",
        Version = 1,
        Kind = DriftReportKind.Window,
        From = from,
        To = from.AddHours(1),
        MadeAt = from.AddHours(2),
        RowCount = 600,
        ReferenceRowCount = 5_000,
        Reference = "the rows that churn/1 was trained on",
        Drifted = true,
        Share = 0.5,
        ShareThreshold = 0,
        Alpha = 0.05,
        Columns =
        [
            new ColumnFinding
            {
                Column = "tenure", Measure = "wasserstein", Statistic = 0.4, Threshold = 0.1, IsLarge = true, Test = "kolmogorov_smirnov", PValue = 1e-9, CorrectedPValue = 2e-9, Effect = 0.3, EffectError = 0.01,
                Drifted = true, Importance = 0.4, Weight = 0.12, Summary = "mean 32 -> 12", Bins = [new DistributionBin("up to 3", 0.1, 0.4)],
            },
            new ColumnFinding { Column = "plan", Measure = "jensen_shannon", Threshold = 0.1, Test = "chi_squared", Drifted = false, Summary = "" },
        ],
        Predictions = [new ColumnFinding { Column = "probability", Measure = "wasserstein", Threshold = 0.1, Test = "kolmogorov_smirnov", Drifted = false, Summary = "" }],
        Quality = [new QualityFinding("tenure", "nulls", 0, 0.2, "missing 0% -> 20%"), new QualityFinding("age", "gone", null, null, "the column is gone")],
        Joint = new JointFinding("mmd", 0.01, 0.2, false, 500, 2_000),
        Detectors = [new DetectorFinding("t", "adwin", "tenure", 1.5, 40, true)],
        Notes = ["a note"],
    };
}
