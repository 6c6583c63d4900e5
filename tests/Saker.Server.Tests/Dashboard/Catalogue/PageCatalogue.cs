namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Every page of the dashboard: a test asks the server whether one is missing. What a page needs comes with <see cref="DashboardHome"/>.</summary>
internal static class PageCatalogue
{
    public static IReadOnlyList<CataloguePage> All { get; } =
    [
        new("overview", "/", "text=Endpoints"),
        new("experiments", "/experiments", "text=house prices"),
        new("experiment", home => "/experiments/" + home.Experiment.Id, "text=trial-1"),
        new("experiment-filtered", home => $"/experiments/{home.Experiment.Id}?filter={Uri.EscapeDataString("metrics.loss < 0.5 AND params.depth = '3'")}&chosen=1&c=metrics.loss&c=params.depth&c=tags.team", "text=trial-3"),
        new("experiment-fault", home => $"/experiments/{home.Experiment.Id}?filter={Uri.EscapeDataString("metrics.loss ~ 0.5")}", ".fault mark"),
        new("compare", home => Compare(home, 6, ""), "text=Parameters, 1 of 2 differ"),
        new("compare-many", home => Compare(home, 40, ""), "text=trial-39"),
        new("compare-parallel", home => Compare(home, 40, "&view=parallel"), "[data-chart=run-lines] canvas"),
        new("compare-scatter", home => Compare(home, 40, "&view=scatter&colour=metrics.r2"), "[data-chart=run-points] canvas"),
        new("compare-curves", home => Compare(home, 6, "&view=curves&smooth=0.3"), "[data-chart=metric-lines] canvas"),
        new("compare-pictures", home => Compare(home, 3, "&view=pictures"), ".picture-grid img"),
        new("run-files", home => $"/runs/{home.Runs[0].Id}/files", "text=plots"),
        new("run-picture", home => $"/runs/{home.Runs[0].Id}/files?path=plots%2Ferror.svg", ".preview-picture img"),
        new("run-table", home => $"/runs/{home.Runs[0].Id}/files?path=rows.csv", "text=Uppsala"),
        new("run-report", home => $"/runs/{home.Runs[0].Id}/files?path=report.html", "iframe"),
        new("run-metric", home => $"/runs/{home.Runs[0].Id}/metric?key=loss", "[data-chart=metric-lines] canvas"),
        new("runs", "/runs", "text=gradient_boosting"),
        new("runs-found", "/runs?filter=" + Uri.EscapeDataString("params.depth = '3'"), "text=trial-3"),
        new("run-pipeline", home => "/runs/" + home.Trained.Run.Value, "text=roc_auc"),
        new("run-tracked", home => "/runs/" + home.Runs[0].Id, "text=loss"),
        new("studies", "/studies", "text=rosenbrock"),
        new("study", "/studies/rosenbrock", "[data-chart=run-lines] canvas"),
        new("datasets", "/datasets", "text=churn"),
        new("datasets-none", "/datasets?q=nothing", "text=No dataset is called like that"),
        new("dataset-versions", "/datasets/churn", "text=telco_churn.csv"),
        new("dataset", "/datasets/churn/1", "text=MonthlyCharges"),
        new("dataset-rows", "/datasets/churn/1/rows?offset=100", "text=Month-to-month"),
        new("dataset-checks", "/datasets/churn/1/checks", "text=Run the suite"),
        new("dataset-violations", "/datasets/churn/1/violations?check=0", "[data-passed]"),
        new("dataset-lineage", "/datasets/churn/1/lineage", "svg.graph a.node[data-kind=version]"),
        new("dataset-compare", "/datasets/churn/compare?before=1&after=1", "svg.pair"),
        new("models", "/models", "text=churn"),
        new("models-none", "/models?q=nothing", "text=No model is like that"),
        new("model", "/models/churn", "text=champion"),
        new("version", "/models/churn/2", "#signature table"),
        new("version-lineage", "/models/churn/1/lineage", "svg.graph a.node[data-kind=endpoint]"),
        new("versions-compared", "/models/churn/compare?v=1&v=2", ".pictures svg"),
        new("endpoint-lineage", "/endpoints/churn/lineage", "svg.graph a.node[data-kind=dataset]"),
        new("endpoints", "/endpoints", "text=churn"),
        new("endpoint", "/endpoints/churn", "[data-chart=endpoint-load] canvas"),
        new("endpoint-hour", "/endpoints/churn?range=hour", "[data-chart=endpoint-latency] canvas"),
        new("endpoint-try", "/endpoints/churn/try", "text=MonthlyCharges"),
        new("endpoint-code", "/endpoints/churn/code", "text=urllib.request"),
        new("endpoint-settings", "/endpoints/churn/settings", "text=guard.out_of_range"),
        new("rollouts", "/rollouts", "text=churn"),
        new("rollout", home => "/rollouts/" + home.RolloutId, "text=churn/2"),
        new("rollout-start", "/rollouts/start?endpoint=churn&model=churn%2F2&strategy=canary&steps=10,50&plan=1", "text=Would see"),
        new("watching", "/watching", "text=churn"),
        new("watched-endpoint", "/watching/churn", ".heat-map td > a"),
        new("watched-column", "/watching/churn?range=24h&grain=hour&show=quality&rows=true", "[data-chart=effect] canvas"),
        new("performance", "/watching/churn/performance", "text=churn"),
        new("retraining", "/watching/churn/retraining", "text=Train again now"),
        new("log", "/log", "text=churn"),
        new("log-of-endpoint", "/log?endpoint=churn", "text=order-1"),
        new("logged-request", "/log/order-1", "text=MonthlyCharges"),
        new("alerts", "/alerts", "text=busy"),
        new("alerts-history", "/alerts/history", ".spans rect"),
        new("alerts-rules", "/alerts/rules", "text=Turn off"),
        new("alerts-silences", "/alerts/silences", "text=Nothing is silent"),
        new("alerts-deliveries", "/alerts/deliveries", "text=Dead letters"),
        new("alert", home => "/alerts/" + home.AlertId, "text=busy"),
        new("settings", "/settings", "text=ONNX Runtime"),
        new("settings-jobs", "/settings/jobs", "text=alerts"),
        new("settings-roles", "/settings/roles", "text=deployer"),
        new("settings-receivers", "/settings/receivers", "text=hooks.example.org"),
        new("receiver-change", "/settings/receivers/ops/change", "text=Write it"),
        new("receiver-add", "/settings/receivers/add?kind=email", "text=Mail server"),
        new("settings-options", "/settings/options", "text=Largest body"),
        new("keys", "/settings/keys", "text=ci"),
        new("audit", "/audit", "text=alert.settings"),
        new("audit-filtered", "/audit?act=endpoint.&outcome=done", "text=endpoint."),
    ];

    /// <summary>Pages that another walk looks at: <see cref="ViewerWalkTests"/> comes in by signing in.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } = ["/sign-in"];

    /// <summary>What differs from these pages in a part: answers, faults, what a search did not find. One look is enough for them.</summary>
    public static IReadOnlyList<CataloguePage> Views { get; } =
    [
        new("missing", "/models/nothing", "[data-error='404']") { Status = 404 },
        new("nowhere", "/nowhere", "[data-error='404']") { Status = 404 },
        new("compare-nothing", "/experiments/compare", "[data-error='400']") { Status = 400 },
        new("experiments-none", "/experiments?name=nothing", "text=No experiment is like that"),
        new("runs-fault", "/runs?filter=" + Uri.EscapeDataString("params.depth ~ 3"), ".fault mark"),
        new("run-folder", home => $"/runs/{home.Runs[0].Id}/files?path=plots", "text=error.svg"),
        new("endpoints-none", "/endpoints?q=nothing", "text=No endpoint is like that"),
        new("watching-none", "/watching?q=nothing", "text=No endpoint is like that"),
        new("alerts-history-none", "/alerts/history?rule=nothing", "text=No such alert is over"),
        new("log-none", "/log?endpoint=churn&id=nothing", "text=The log has no such request"),
        new("rollout-earlier", home => $"/rollouts/{home.RolloutId}?before=2", "text=Newest decisions"),
        new("model-moved", "/models/churn?moved=champion", "[data-moved=champion]"),
        new("dataset-checked", "/datasets/churn/1/checks", "[data-passed]") { Act = page => page.ClickAsync("form[data-act=run-suite] button[type=submit]") },
        new("endpoint-answer", "/endpoints/churn/try", "#answer") { Act = page => page.ClickAsync("#try button[type=submit]") },
        new("key-made", "/keys", "#made-key") { Act = MakeKeyAsync },
    ];

    private static async Task MakeKeyAsync(Microsoft.Playwright.IPage page)
    {
        if (await page.Locator("details.unfold[open]").CountAsync() == 0)
            await page.ClickAsync("details.unfold > summary");
        await page.FillAsync("#key-name", "walker");
        await page.ClickAsync("form.key-form button[type=submit]");
    }

    private static string Compare(DashboardHome home, int count, string rest) => "/experiments/compare?" + string.Join('&', home.Runs.Take(count).Select(run => "run=" + run.Id)) + rest;
}
