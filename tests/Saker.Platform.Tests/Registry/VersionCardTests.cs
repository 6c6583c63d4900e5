using System.Text;
using Saker.Data;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Platform.Gates;
using Saker.Platform.Pipelines;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Tests.Gates;
using Saker.Platform.Tests.Pipelines;

namespace Saker.Platform.Tests.Registry;

/// <summary>The card of a version that a pipeline trained and judged.</summary>
public sealed class VersionCardTests : EmbeddedTests
{
    private const string Svg = """<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-card-");

    [Fact]
    public async Task Card_has_what_people_say_what_was_measured_and_what_gates_said()
    {
        var result = await TrainAsync("""{"scores": {"roc_auc": {"min": 0.999}}, "size": {"max_mib": 5}}""", overrideGates: "for <b>now</b>");
        var card = await Saker.Cards.WriteAsync(result.Version!, Cancellation);

        Assert.StartsWith("# toy\n", card, StringComparison.Ordinal);
        Assert.Contains("## Purpose\n\nWhom of the customers to call before they leave.\n", card, StringComparison.Ordinal);
        Assert.Contains("- Not for prices or contracts", card, StringComparison.Ordinal);
        Assert.Contains("| score | value | interval |", card, StringComparison.Ordinal);
        Assert.Contains("## Gates\n\nNot passed: scores.roc\\_auc", card, StringComparison.Ordinal);
        Assert.Contains("Registered all the same: for \\<b\\>now\\</b\\>", card, StringComparison.Ordinal);
        Assert.Contains("| size | the model's graph has at most 5 MiB |", card, StringComparison.Ordinal);
        Assert.Contains("Gates overridden: for", card, StringComparison.Ordinal);
        Assert.Contains("## Where it comes from", card, StringComparison.Ordinal);

        // Passing other gates later takes neither the failure nor the reason away.
        await Saker.Verdicts.AddAsync("toy", 1, new NewVerdict { Passed = true, Suite = "lax", Failed = [], Report = (await Saker.Verdicts.FindAsync("toy", 1, Cancellation))!.Report! }, null, Cancellation);
        var later = await Saker.Cards.WriteAsync(result.Version!, Cancellation);
        Assert.Contains("## Gates\n\nAll gates are passed", later, StringComparison.Ordinal);
        Assert.Matches(@"Judged before:\n\n- .* UTC by .*: not passed: scores\.roc\\_auc\. Registered all the same: for \\<b\\>now\\</b\\>\n", later);
    }

    [Fact]
    public async Task Reports_and_pictures_of_the_run_are_on_it_and_what_is_not_ours_is_left_out()
    {
        var result = await TrainAsync(gates: null, overrideGates: null);
        var run = (await Saker.Experiments.FindRunAsync(result.Run, Cancellation))!;
        var root = $"{run.ExperimentId}/{run.Id}/artifacts";
        var rows = await Saker.Datasets.ReadAsync("toy", 1, Cancellation);
        var target = rows.Get<string>("left").Values.ToArray().Select(text => text == "yes" ? 1f : 0f).ToArray();
        var plan = new FairnessPlan { Protected = [ProtectedAttribute.Of("payment")], Limits = new Dictionary<string, FairnessLimit> { [MeasureName.DisparateImpact] = new(0.99, 1.01) } };
        await PutAsync($"{root}/fairness/report.json", FairnessAudit.OfLabels(plan, rows, target, new ClassLabels("no", "yes")).ToJson());
        await PutAsync($"{root}/behaviour/report.json", "not ours");
        await PutAsync($"{root}/evaluation/roc.svg", Svg);

        var card = await Saker.Cards.WriteAsync(result.Version!, Cancellation);
        Assert.Contains("toy/1 is not judged by gates", card, StringComparison.Ordinal);
        Assert.Contains("## Fairness", card, StringComparison.Ordinal);
        Assert.Contains("| disparate impact |", card, StringComparison.Ordinal);
        Assert.Contains("0.99 to 1.01, broken |", card, StringComparison.Ordinal);
        Assert.DoesNotContain("## Behaviour", card, StringComparison.Ordinal);
        Assert.Contains("- `evaluation/roc.svg` of the run's artifacts", card, StringComparison.Ordinal);

        var page = await Saker.Cards.WriteHtmlAsync(result.Version!, Cancellation);
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>toy</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Fairness</h2>", page, StringComparison.Ordinal);
        Assert.Contains($"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Svg))}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_model_goes_by_is_on_it_with_its_picture_also_when_the_run_is_gone()
    {
        var result = await TrainAsync(gates: null, overrideGates: null);
        var report = ImportanceReport.FromJson(await File.ReadAllTextAsync(Path.Combine(result.Version!.Folder!, "importance.json"), Cancellation));
        var card = await Saker.Cards.WriteAsync(result.Version, Cancellation);
        var section = card[card.IndexOf("## What it goes by", StringComparison.Ordinal)..];
        Assert.Contains($", in log odds, over {report.RowCount} held-out rows", section, StringComparison.Ordinal);
        var first = report.Columns[0];
        Assert.Contains(FormattableString.Invariant($"| {first.Column} | {first.Value:0.####} | {first.Interval.Low:0.####} to {first.Interval.High:0.####} |"), section, StringComparison.Ordinal);
        Assert.Contains("- `explanation/importance.svg` of the run's artifacts", card, StringComparison.Ordinal);

        // The model folder alone is enough for both.
        var run = (await Saker.Experiments.FindRunAsync(result.Run, Cancellation))!;
        await Saker.Artifacts.DeleteAsync($"{run.ExperimentId}/{run.Id}/artifacts/explanation", Cancellation);
        var page = await Saker.Cards.WriteHtmlAsync(result.Version, Cancellation);
        Assert.Contains("<h2>What it goes by</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<figcaption>importance</figcaption>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("explanation/importance.svg", await Saker.Cards.WriteAsync(result.Version, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_keys_and_texts_of_a_card_are_told()
    {
        var failure = Assert.Throws<SakerException>(() => PipelineFile.Parse("pipeline: a\nsource: {csv: a.csv}\ntarget: {column: a, positive: b}\ncandidates: [{trainer: logistic_regression}]\ncard: {purpose: [1, 2], owner: Ann}\n", _folder.FullName));
        Assert.Equal(["line 5, card.purpose", "line 5, card.owner"], failure.Problems.Select(problem => problem.Field));
    }

    private async Task<PipelineResult> TrainAsync(string? gates, string? overrideGates)
    {
        var text = $"pipeline: a\nsource: {{csv: a.csv}}\ntarget: {{column: a, positive: b}}\ncandidates: [{{trainer: logistic_regression}}]\n{DocumentationExample.Read("docs/model-card.md", "card")}\n";
        var pipeline = JudgedModel.Pipeline(ToyPipeline.WriteData(_folder.FullName)) with
        {
            Register = new RegisterSettings("toy", "champion"),
            Card = PipelineFile.Parse(text, _folder.FullName).Card,
            Gates = gates is null ? null : GateFile.Parse(gates).Suite,
            OverrideGates = overrideGates,
        };
        return await Saker.Pipelines.RunAsync(pipeline, null, Cancellation);
    }

    private async Task PutAsync(string path, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Saker.Artifacts.PutAsync(path, content, Cancellation);
    }
}
