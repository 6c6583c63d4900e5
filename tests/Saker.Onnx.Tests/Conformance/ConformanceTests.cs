using Saker.Onnx.Upgrading;

namespace Saker.Onnx.Tests.Conformance;

/// <summary>ONNX's own published operator test data, from Debian's package libonnx-testdata.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("node", 932)]
    [InlineData("simple", 23)]
    [InlineData("pytorch-operator", 35)]
    [InlineData("pytorch-converted", 82)]
    public void Published_models_are_read_found_sound_and_written_unchanged(string family, int count) =>
        Report(family, PublishedCase.Of(family), count, CaseRun.FindReadingProblem);

    [Theory]
    [InlineData("node", 865)]
    [InlineData("simple", 17)]
    [InlineData("pytorch-operator", 24)]
    [InlineData("pytorch-converted", 59)]
    public void Published_cases_compute_what_is_published(string family, int count)
    {
        var all = PublishedCase.Of(family);
        foreach (var excluded in all.Where(published => Exclusions.Find(published) is not null))
            output.WriteLine($"not run: {excluded}, because {Exclusions.Find(excluded)}");
        Report(family, [.. all.Where(published => Exclusions.Find(published) is null)], count, CaseRun.FindRunProblem);
    }

    [Theory]
    [InlineData("node", 932)]
    [InlineData("simple", 23)]
    [InlineData("pytorch-operator", 35)]
    [InlineData("pytorch-converted", 82)]
    public void Published_models_are_written_unchanged_by_an_editor_that_changes_nothing(string family, int count) =>
        Report(family, PublishedCase.Of(family), count, CaseRun.FindEditingProblem);

    [Theory]
    [InlineData("node", 853)]
    [InlineData("simple", 17)]
    [InlineData("pytorch-operator", 33)]
    [InlineData("pytorch-converted", 80)]
    public void Published_cases_compute_what_is_published_at_the_current_operator_set(string family, int count)
    {
        // Those that are too old for the engine as they are run as well; a few are older than what is understood, and one has another kind of Scan.
        var all = PublishedCase.Of(family).Where(published => Exclusions.Find(published) is null or Exclusions.OldOperator && published.Name != "test_scan_sum");
        Report(family, [.. all.Where(published => OnnxModel.Load(published.ModelPath).OperatorSets.All(set => set.Domain.Length > 0 || set.Version >= OpsetUpgrader.Oldest))], count, CaseRun.FindUpgradeProblem);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("simple")]
    [InlineData("pytorch-operator")]
    [InlineData("pytorch-converted")]
    public void Every_exclusion_names_a_published_case(string family)
    {
        var names = PublishedCase.Of(family).Select(published => published.ToString()).ToHashSet();
        Assert.DoesNotContain(Exclusions.Of(family), name => !names.Contains(name));
    }

    // Fewer cases than were there when this was written would be a silent loss, so the number is stated.
    private void Report(string family, IReadOnlyList<PublishedCase> cases, int least, Func<PublishedCase, string?> findProblem)
    {
        var failures = new List<string>();
        foreach (var published in cases)
            if (Try(published, findProblem) is { } problem)
                failures.Add($"{published}: {problem}");
        output.WriteLine($"{family}: {cases.Count - failures.Count} of {cases.Count} pass");
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.True(cases.Count >= least, $"Only {cases.Count} cases of {family} ran; {least} were expected.");
    }

    private static string? Try(PublishedCase published, Func<PublishedCase, string?> findProblem)
    {
        try
        {
            return findProblem(published);
        }
        catch (OnnxException exception)
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }
}
