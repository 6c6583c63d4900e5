using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Registry;
using Saker.Platform.Tests.Monitoring.Windows;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Drift;

/// <summary>Drift over windows as the database keeps them: minutes for two days, and versions of several models behind one endpoint.</summary>
public sealed class StoredTrafficTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Noon);
    private SakerPlatform _saker = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData(true, 8, "the rows that churn/1 was trained on")]
    [InlineData(false, 16, "the first 1,000 rows that it served")]
    public async Task An_endpoint_of_100_rows_a_day_is_evaluated_once_there_are_enough(bool withProfile, int days, string reference)
    {
        await RegisterAsync("churn", withProfile ? Profile.Of(Rows("x", 2_000, seed: 99)).ToJson() : null);
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        for (var day = 0; day < days; day++)
        {
            await AddAsync("churn", Noon.AddDays(day).AddMinutes(5), Rows("x", 100, seed: day));
            await RunAsync(Noon.AddDays(day).AddHours(3));
        }

        var report = Assert.Single(await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token));

        Assert.Equal((500L, false, reference), (report.RowCount, report.Drifted, report.Reference));
        Assert.Equal(withProfile ? Noon : Noon.AddDays(10), report.From);
        Assert.Equal(withProfile ? 300 : 100, Assert.Single(await _saker.Drift.ListProgressAsync("live", Token)).OpenRowCount);
    }

    [Fact]
    public async Task Windows_of_a_server_that_was_off_for_days_are_made_up_for()
    {
        await RegisterAsync("churn", Profile.Of(Rows("x", 2_000, seed: 99)).ToJson());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        foreach (var hour in (IReadOnlyList<int>)[0, 3])
            await AddAsync("churn", Noon.AddHours(hour).AddMinutes(5), Rows("x", 600, seed: hour));
        await RunAsync(Noon.AddMinutes(65));

        await RunAsync(Noon.AddDays(4));

        var reports = await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token);
        Assert.Equal([Noon.AddHours(3), Noon], reports.Select(report => report.From));
        Assert.All(reports, report => Assert.Equal(600, report.RowCount));
    }

    [Fact]
    public async Task Of_an_endpoint_that_another_model_took_over_each_is_compared_by_its_own_rows()
    {
        await DeployTwoAsync();
        await AddAsync("churn", Noon.AddMinutes(5), Rows("x", 600, seed: 1));
        await AddAsync("churn2", Noon.AddMinutes(30), Rows("z", 700, seed: 2));

        await RunAsync(Noon.AddMinutes(65));

        var reports = await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token);
        Assert.Equal([("churn", 600, "x"), ("churn2", 700, "z")], reports.Select(report => (report.Model, (int)report.RowCount, report.Columns.Single().Column)).Order());
        Assert.All(reports, report => Assert.False(report.Drifted));
    }

    [Fact]
    public async Task A_model_that_is_renamed_is_compared_with_what_it_was_trained_on_and_its_windows_go_on()
    {
        await RegisterAsync("churn", Profile.Of(Rows("x", 2_000, seed: 99)).ToJson());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await AddAsync("churn", Noon.AddMinutes(5), Rows("x", 600, seed: 1));
        await RunAsync(Noon.AddMinutes(65));
        await AddAsync("churn", Noon.AddMinutes(64), Rows("x", 300, seed: 2));

        await _saker.Registry.RenameAsync("churn", "leavers", Token);
        // By a server that did not notice yet.
        await AddAsync("churn", Noon.AddMinutes(66), Rows("x", 200, seed: 3));
        await AddAsync("leavers", Noon.AddMinutes(67), Rows("x", 100, seed: 4));
        await RunAsync(Noon.AddMinutes(125));

        var reports = await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token);
        Assert.Equal([("leavers", 600L, "the rows that leavers/1 was trained on"), ("leavers", 600L, "the rows that churn/1 was trained on")], reports.Select(report => (report.Model, report.RowCount, report.Reference)));
        Assert.Equal("leavers", Assert.Single(await _saker.Drift.ListProgressAsync("live", Token)).Model);
        Assert.Equal(["leavers"], (await _saker.Windows.ListAsync("live", null, Noon, Noon.AddHours(3), WindowGrain.Hour, Token)).Select(window => window.Model).Distinct());

        // The name is another's from now on, and what was watched before is none of its.
        await RegisterAsync("churn", Profile.Of(Rows("z", 2_000, seed: 98)).ToJson());
        await AddAsync("churn", Noon.AddMinutes(70), Rows("x", 50, seed: 5));
        await AddAsync("churn", Noon.AddHours(3), Rows("z", 50, seed: 6));
        Assert.Equal([("leavers", 1), ("churn", 1)], (await _saker.Windows.ListAsync("live", null, Noon.AddMinutes(69), Noon.AddHours(4), WindowGrain.Minute, Token)).Select(window => (window.Model, window.Version)));
    }

    [Fact]
    public async Task What_is_left_of_a_model_that_is_gone_keeps_no_other_from_taking_its_name()
    {
        await DeployTwoAsync();
        await AddAsync("churn", Noon.AddMinutes(5), Rows("x", 600, seed: 1));
        await AddAsync("churn2", Noon.AddMinutes(5), Rows("z", 600, seed: 2));
        await RunAsync(Noon.AddMinutes(65));
        await _saker.Registry.DeleteAsync("churn2", Token);

        await _saker.Registry.RenameAsync("churn", "churn2", Token);
        await AddAsync("churn2", Noon.AddMinutes(66), Rows("x", 600, seed: 3));
        await RunAsync(Noon.AddMinutes(125));

        var reports = await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token);
        Assert.Equal(("churn2", "x"), (reports[0].Model, Assert.Single(reports[0].Columns).Column));
        // What was watched of the one that is gone is no longer there, and nothing is left under the name that is free again.
        Assert.Equal(["churn2", "churn2"], reports.Select(report => report.Model));
        Assert.Equal(["churn2"], (await _saker.Windows.ListAsync("live", null, Noon, Noon.AddHours(3), WindowGrain.Hour, Token)).Select(window => window.Model).Distinct());
    }

    [Fact]
    public async Task The_first_minute_of_a_names_next_bearer_is_its_own()
    {
        await RegisterAsync("churn", null);
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        await _saker.Registry.RenameAsync("churn", "churn-old", Token);
        _time.Advance(TimeSpan.FromSeconds(3));
        await RegisterAsync("churn", null);

        await _saker.Windows.WriteAsync([WindowParts.Of(Noon, 10) with { FirstAt = Noon.AddSeconds(1), Number = 1 }, WindowParts.Of(Noon, 20) with { FirstAt = Noon.AddSeconds(20), Number = 2 }], Token);

        Assert.Equal([("churn", 20L), ("churn-old", 10L)], (await _saker.Windows.ListAsync("live", null, Noon, Noon.AddHours(1), WindowGrain.Minute, Token)).Select(window => (window.Model, window.Facts.RequestCount)));
    }

    [Fact]
    public async Task What_was_under_way_while_a_model_was_renamed_is_kept_under_its_new_name()
    {
        await RegisterAsync("churn", Profile.Of(Rows("x", 2_000, seed: 99)).ToJson());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await AddAsync("churn", Noon.AddMinutes(5), Rows("x", 600, seed: 1));
        await RunAsync(Noon.AddMinutes(65));
        var progress = Assert.Single(await _saker.Drift.ListProgressAsync("live", Token));
        var report = Assert.Single(await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token));
        await _saker.Registry.RenameAsync("churn", "leavers", Token);

        await _saker.Drift.SaveAsync(progress, Token);
        await _saker.Drift.AddAsync(report with { Id = "late", From = report.From.AddHours(1), To = report.To.AddHours(1) }, progress, Token);

        Assert.Equal("leavers", Assert.Single(await _saker.Drift.ListProgressAsync("live", Token)).Model);
        Assert.All(await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token), own => Assert.Equal("leavers", own.Model));
    }

    [Fact]
    public async Task Earlier_weeks_with_other_columns_are_left_out_of_the_reference()
    {
        await DeployTwoAsync();
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Drift = settings.Drift with { Reference = new DriftReference { Kind = ReferenceKind.SameHours, Weeks = 2 } } }, Token);
        await AddAsync("churn2", Noon.AddDays(-14), Rows("z", 600, seed: 1));
        await AddAsync("churn2", Noon.AddDays(-7), Rows("z", 600, seed: 2));
        await AddAsync("churn", Noon.AddDays(-7).AddMinutes(1), Rows("x", 650, seed: 3));
        await AddAsync("churn", Noon, Rows("x", 600, seed: 4));

        await RunAsync(Noon.AddMinutes(65));

        var report = Assert.Single(await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token));
        Assert.Equal(("the same hours of 1 week before (1 week with other columns left out)", 650L, false), (report.Reference, report.ReferenceRowCount, report.Drifted));
    }

    [Fact]
    public async Task No_report_names_values_of_columns_that_are_redacted()
    {
        await RegisterAsync("churn", Profile.Of(WithMail(2_000, "trained")).ToJson());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        var rules = new Dictionary<string, object?> { ["columns"] = new Dictionary<string, object?> { ["mail"] = "drop" }, ["others"] = "keep" };
        await _saker.Monitors.ChangeAsync("live", settings => settings with { Log = settings.Log with { Redact = rules } }, Token);
        // As it was written before there was a rule.
        await AddAsync("churn", Noon.AddMinutes(5), WithMail(600, "served"));

        await RunAsync(Noon.AddMinutes(65));

        var report = Assert.Single(await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token));
        Assert.Equal("x", Assert.Single(report.Columns).Column);
        Assert.Empty(report.Quality);
        Assert.DoesNotContain("@example.org", System.Text.Json.JsonSerializer.Serialize(report), StringComparison.Ordinal);

        static Table WithMail(int count, string name) =>
            new([Rows("x", count, seed: count).Get("x"), Column.OfText("mail", [.. Enumerable.Range(0, count).Select(row => $"{name}{row % 9}@example.org")])]);
    }

    [Fact]
    public async Task A_version_that_cannot_be_evaluated_keeps_no_other_from_it()
    {
        await RegisterAsync("churn", "{");
        await RegisterAsync("churn2", Profile.Of(Rows("z", 2_000, seed: 98)).ToJson());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await AddAsync("churn", Noon.AddMinutes(5), Rows("x", 600, seed: 1));
        await AddAsync("churn2", Noon.AddMinutes(30), Rows("z", 700, seed: 2));

        await Assert.ThrowsAsync<AggregateException>(() => RunAsync(Noon.AddMinutes(65)));

        Assert.Equal("churn2", Assert.Single(await _saker.Drift.ReadAsync(new DriftQuery { Endpoint = "live" }, Token)).Model);
        var stuck = (await _saker.Drift.ListProgressAsync("live", Token)).Single(progress => progress.Model == "churn");
        Assert.Equal((Noon, 600L), (stuck.EvaluatedUntil, stuck.OpenRowCount));
        Assert.NotNull(stuck.Note);
    }

    private async Task DeployTwoAsync()
    {
        await RegisterAsync("churn", Profile.Of(Rows("x", 2_000, seed: 99)).ToJson());
        await RegisterAsync("churn2", Profile.Of(Rows("z", 2_000, seed: 98)).ToJson());
        await _saker.Endpoints.DeployAsync("live", "churn", 1, Token);
    }

    private async Task RegisterAsync(string model, string? profile)
    {
        using var source = new ModelSource();
        if (profile is not null)
            source.Write("profile.json", profile);
        await _saker.Registry.RegisterAsync(new Registration { Model = model, Folder = source.Folder }, Token);
    }

    private Task AddAsync(string model, DateTimeOffset at, Table rows) => _saker.Windows.WriteAsync([WindowParts.Of(at, rows, "a") with { Model = model }], Token);

    private async Task RunAsync(DateTimeOffset now)
    {
        _time.Advance(now - _time.GetUtcNow());
        foreach (var name in (IReadOnlyList<string>)["windows.keep", "drift"])
            await _saker.Services.GetServices<IRecurringJob>().Single(job => job.Name == name).RunAsync(now, Token);
    }

    private static Table Rows(string column, int count, int seed)
    {
        var random = new Random(seed);
        return new Table([Column.OfNumbers(column, [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())])]);
    }
}
