namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Every page of the dashboard. A page that is not here is not looked at: add it with what it needs in <see cref="DashboardHome"/>.</summary>
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
        new("dataset", "/datasets/churn/1", "text=MonthlyCharges"),
        new("models", "/models", "text=churn"),
        new("model", "/models/churn", "text=champion"),
        new("version", "/models/churn/2", "text=Importance"),
        new("endpoints", "/endpoints", "text=churn"),
        new("endpoint", "/endpoints/churn", "[data-chart=traffic] canvas"),
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
        new("keys", "/keys", "text=ci"),
        new("audit", "/audit", "text=alert.settings"),
    ];

    private static string Compare(DashboardHome home, int count, string rest) => "/experiments/compare?" + string.Join('&', home.Runs.Take(count).Select(run => "run=" + run.Id)) + rest;
}
