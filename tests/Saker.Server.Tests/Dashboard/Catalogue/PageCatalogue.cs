namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Every page of the dashboard. A page that is not here is not looked at: add it with what it needs in <see cref="DashboardHome"/>.</summary>
internal static class PageCatalogue
{
    public static IReadOnlyList<CataloguePage> All { get; } =
    [
        new("overview", "/", "text=Endpoints"),
        new("experiments", "/experiments", "text=house prices"),
        new("experiment", home => "/experiments/" + home.Experiment.Id, "text=trial-1"),
        new("compare", home => "/experiments/compare?" + string.Join('&', home.Runs.Take(6).Select(run => "run=" + run.Id)), "[data-chart=curves] canvas"),
        new("runs", "/runs", "text=gradient_boosting"),
        new("run-pipeline", home => "/runs/" + home.Trained.Run.Value, "text=roc_auc"),
        new("run-tracked", home => "/runs/" + home.Runs[0].Id, "text=loss"),
        new("studies", "/studies", "text=rosenbrock"),
        new("study", "/studies/rosenbrock", "text=rosenbrock"),
        new("datasets", "/datasets", "text=churn"),
        new("dataset", "/datasets/churn/1", "text=MonthlyCharges"),
        new("models", "/models", "text=churn"),
        new("model", "/models/churn", "text=champion"),
        new("version", "/models/churn/2", "text=Importance"),
        new("endpoints", "/endpoints", "text=churn"),
        new("endpoint", "/endpoints/churn", "[data-chart=endpoint-load] canvas"),
        new("endpoint-hour", "/endpoints/churn?range=hour", "[data-chart=endpoint-latency] canvas"),
        new("endpoint-try", "/endpoints/churn/try", "text=MonthlyCharges"),
        new("endpoint-code", "/endpoints/churn/code", "text=urllib.request"),
        new("endpoint-settings", "/endpoints/churn/settings", "text=guard.out_of_range"),
        new("rollouts", "/rollouts", "text=churn"),
        new("rollout", home => "/rollouts/" + home.RolloutId, "text=churn/2"),
        new("watching", "/watching", "text=churn"),
        new("watched-endpoint", "/watching/churn", "text=churn"),
        new("performance", "/watching/churn/performance", "text=churn"),
        new("log", "/log", "text=churn"),
        new("log-of-endpoint", "/log?endpoint=churn", "text=order-1"),
        new("logged-request", "/log/order-1", "text=MonthlyCharges"),
        new("alerts", "/alerts", "text=busy"),
        new("alert", home => "/alerts/" + home.AlertId, "text=busy"),
        new("settings", "/settings", "text=ONNX Runtime"),
        new("settings-jobs", "/settings/jobs", "text=alerts"),
        new("settings-roles", "/settings/roles", "text=deployer"),
        new("settings-receivers", "/settings/receivers", "text=Nobody is told"),
        new("settings-options", "/settings/options", "text=Largest body"),
        new("keys", "/settings/keys", "text=ci"),
        new("audit", "/audit", "text=alert.settings"),
        new("audit-filtered", "/audit?act=endpoint.&outcome=done", "text=endpoint."),
    ];
}
