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
        new("endpoint", "/endpoints/churn", "[data-chart=traffic] canvas"),
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
        new("keys", "/keys", "text=ci"),
        new("audit", "/audit", "text=alert.settings"),
    ];
}
