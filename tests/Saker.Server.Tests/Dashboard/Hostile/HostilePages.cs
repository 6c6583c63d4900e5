namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>Every page of the dashboard over a <see cref="HostileHome"/>, and every parameter that a page takes.</summary>
internal static class HostilePages
{
    /// <summary>Pages that show texts which somebody stored.</summary>
    public static IReadOnlyList<string> Showing(HostileHome home)
    {
        var run = "/runs/" + home.Runs[0].Id;
        var file = run + "/files?path=";
        var compare = Compare(home);
        return
        [
            "/", "/experiments", "/experiments/" + home.Experiment.Id, $"/experiments/{home.Experiment.Id}?chosen=1&c=params.text&c=tags.mlflow.note.content", $"/experiments/{home.Experiment.Id}/rows",
            compare, run, run + "/files", run + "/metric?key=loss", "/runs",
            file + "notes.md", file + "notes.txt", file + "data.json", file + "values.json", file + "rows.csv", file + "script.js", file + "feed.xml", file + "names",
            "/studies/hostile", "/datasets", "/datasets/hostile", "/datasets/hostile/1", "/datasets/hostile/1/rows", "/datasets/hostile/1/rows?offset=100", "/datasets/hostile/1/checks",
            "/datasets/hostile/1/violations?check=1", "/datasets/hostile/compare?before=1&after=2", "/models", "/models/hostile", "/models/hostile/1",
            "/models/hostile/compare?v=1&v=2", .. home.ModelNames.Where((_, i) => i % 12 == 0).SelectMany(name => new[] { "/models/" + Uri.EscapeDataString(name), $"/models/{Uri.EscapeDataString(name)}/1", $"/models/{Uri.EscapeDataString(name)}/1/lineage" }),
            "/endpoints/hostile", "/endpoints/hostile/try", "/endpoints/hostile/code", "/endpoints/hostile/settings", "/rollouts/" + home.RolloutId,
            "/watching/hostile", "/watching/hostile?range=7d&grain=day&show=quality&rows=true", "/watching/hostile?range=7d&grain=day&column=" + Uri.EscapeDataString(HostileModel.Inputs[3]), "/log", "/log?endpoint=hostile&outcome=failed",
            "/settings/receivers", "/settings/receivers/hostile/change", "/alerts", "/alerts/silences", "/alerts/" + home.AlertId, "/audit",
        ];
    }

    /// <summary>The others, where texts are shown by pictures or not at all.</summary>
    public static IReadOnlyList<string> Others(HostileHome home) =>
    [
        Compare(home) + "&view=parallel&c=params.text", Compare(home) + "&view=scatter&colour=params.text", Compare(home) + "&view=curves", "/alerts/history", "/alerts/rules",
        "/studies", "/datasets/hostile/1/lineage", "/models/hostile/1/lineage", "/endpoints", "/endpoints/hostile/lineage", "/rollouts", "/rollouts/start?endpoint=hostile", "/watching", "/watching/hostile/performance",
        "/watching/hostile/retraining", "/alerts/deliveries", "/settings", "/settings/jobs", "/settings/roles", "/settings/receivers/add", "/settings/receivers/add?kind=slack", "/settings/options", "/settings/keys", $"/runs/{home.Runs[0].Id}/files?path=picture.svg", $"/runs/{home.Runs[0].Id}/files?path=page.html",
    ];

    /// <summary>Where pages get their news, and how a name of each begins; the first news of each is looked at.</summary>
    public static IReadOnlyList<string> Live(HostileHome home) =>
    [
        "/live/overview", "/live/runs", "/live/runs/" + home.Runs[0].Id, "/live/models", "/live/endpoints", "/live/endpoints/hostile", "/live/alerts", "/live/alerts/" + home.AlertId, "/live/rollouts", "/live/rollouts/" + home.RolloutId,
        "/live/watching", "/live/watching/hostile", "/live/studies/hostile", "/live/log", "/live/settings/jobs", "/live/experiments", "/live/experiments/" + home.Experiment.Id, "/live/studies", "/live/models/hostile", "/live/models/hostile/1",
        "/live/datasets", "/live/datasets/hostile", "/live/datasets/hostile/1", "/live/audit", "/live/alerts/rules", "/live/alerts/silences", "/live/alerts/deliveries", "/live/settings/keys", "/live/settings/receivers",
    ];

    /// <summary>Addresses up to the value of a parameter; what follows may be any text.</summary>
    public static IReadOnlyList<string> Reflecting(HostileHome home)
    {
        var (experiment, run) = ("/experiments/" + home.Experiment.Id, "/runs/" + home.Runs[0].Id);
        var compare = $"/experiments/compare?run={home.Runs[0].Id}&run={home.Runs[1].Id}";
        return
        [
            "/nowhere/", "/experiments/", "/runs/", "/models/", "/models/hostile/", "/datasets/", "/endpoints/", "/studies/", "/rollouts/", "/alerts/", "/watching/", "/log/", "/assets/",
            .. Of("/experiments", "name", "state", "page"), .. Of(experiment, "filter", "order", "c", "state", "flat", "page", "chosen"), .. Of(experiment + "/rows", "filter", "order", "page"),
            .. Of(compare, "run", "view", "all", "c", "across", "up", "colour", "metric", "x", "log", "smooth", "path"), compare + "&view=scatter&colour=", compare + "&view=parallel&c=", compare + "&view=curves&metric=", compare + "&view=pictures&path=",
            .. Of("/runs", "experiment", "filter", "order", "page"), .. Of(run, "all", "x", "log", "smooth"), .. Of(run + "/metric", "key", "page", "x"), .. Of(run + "/metric?key=loss", "page", "x", "smooth"), .. Of(run + "/files", "path"), .. Of(run + "/file", "path"),
            "/completions/runs?at=3&filter=", "/completions/runs?experiment=", .. Of("/datasets", "q", "after"), .. Of("/datasets/hostile", "before"), .. Of("/datasets/hostile/1", "done"), .. Of("/datasets/hostile/1/rows", "offset"), .. Of("/datasets/hostile/1/violations", "check"),
            .. Of("/datasets/hostile/compare?before=1&after=2", "key"), .. Of("/datasets/hostile/compare", "before"), .. Of("/models", "q", "tag", "sort", "page"), .. Of("/models/hostile", "before", "moves", "moved", "done"), .. Of("/models/hostile/1", "done"), .. Of("/models/hostile/compare", "v"),
            .. Of("/endpoints", "q", "state", "sort", "page"), .. Of("/endpoints/hostile", "range"), .. Of("/endpoints/hostile/try", "in.tenure", "explain", "body"), "/endpoints/hostile/try?in." + Uri.EscapeDataString(HostileModel.Inputs[0]) + "=", .. Of("/endpoints/hostile/code", "in.tenure"),
            .. Of("/rollouts", "before"), .. Of("/rollouts/start", "endpoint"), .. Of("/rollouts/start?endpoint=hostile&plan=1", "model", "strategy", "steps", "reason", "minTime"), .. Of("/rollouts/" + home.RolloutId, "before"),
            .. Of("/watching", "q", "state", "page"), .. Of("/watching/hostile", "range", "from", "to", "version", "grain", "at", "report", "column", "show", "rows", "page"), .. Of("/watching/hostile/performance", "range", "from", "to", "score", "by"),
            .. Of("/log", "range", "from", "to", "endpoint", "version", "outcome", "step", "id", "filter", "sampled", "page"), "/log?endpoint=hostile&filter=", "/log/x?endpoint=", "/log/x?at=",
            .. Of("/alerts", "endpoint"), .. Of("/alerts/history", "endpoint", "rule", "severity", "before"), .. Of("/alerts/silences", "matchers"), .. Of("/audit", "actor", "act", "target", "outcome", "from", "to", "before"), .. Of("/settings/receivers", "written"), .. Of("/settings/receivers/add", "kind"), "/settings/receivers/", .. Of("/sign-in", "return"),
        ];
    }

    private static string Compare(HostileHome home) => "/experiments/compare?" + string.Join('&', home.Runs.Take(30).Select(one => "run=" + one.Id));

    private static IEnumerable<string> Of(string address, params IEnumerable<string> names) => names.Select(name => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}=");
}
