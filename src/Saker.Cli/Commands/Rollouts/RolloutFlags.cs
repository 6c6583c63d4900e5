using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data;
using Saker.Platform.Rollouts;

namespace Saker.Cli.Commands.Rollouts;

/// <summary>How a version is to come to an endpoint, as flags: each is a setting of a rollout, on top of a file or of the endpoint's policy.</summary>
internal sealed class RolloutFlags
{
    private const string StrategyKey = "strategy";
    private const string StepsKey = "steps";

    // What is asked for most has a flag of its own; everything else is there by --set.
    private readonly Option<string?> _strategy = new("--strategy");
    private readonly Option<string?> _steps = new("--steps") { Description = "The shares of a canary in percent, such as 1,5,10,25,50,100." };
    private readonly Option<string?> _minTime = new("--min-time") { Description = "How long each step lasts at least, such as 10m." };
    private readonly Option<string?> _minRequests = new("--min-requests") { Description = "How many requests the candidate answers in each step at least." };
    private readonly Option<string?> _key = new("--key") { Description = "What a request keeps its arm by: header:NAME, field:COLUMN, or request." };
    private readonly Option<string?> _weights = new("--weights") { Description = "The shares of the candidates of an A/B test in percent, such as 20,20." };
    private readonly Option<string?> _metric = new("--metric") { Description = "What an A/B test or a bandit decides by: outcome, or the name of a business metric." };
    private readonly Option<string?> _decide = new("--decide") { Description = "automatic, roll_back_only, or proposed: everything waits for a person." };
    private readonly Option<string?> _risk = new("--risk") { Description = "The probability of rolling back a candidate that is no worse, such as 0.05." };
    private readonly Option<bool> _approval = new("--approval") { Description = "Somebody else must approve before the candidate gets anything." };
    private readonly Option<string[]> _set = new("--set") { Description = "Any other setting, such as shadow.share=20 or guards.error_rate.tolerance=0.1; may be given several times." };
    private readonly Option<FileInfo?> _file = new("--file") { Description = "A YAML file with the settings, by itself or as 'rollout:'; flags count more." };

    /// <param name="isPlan">Whether a rollout is only looked at beforehand: one in which something is compared.</param>
    public RolloutFlags(bool isPlan = false) => _strategy.Description = isPlan
        ? "canary, shadow, ab or bandit. Default: the endpoint's policy, else canary."
        : "immediate, blue-green, canary, shadow, ab or bandit. Default: the endpoint's policy, else blue-green where something serves.";

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_strategy, _steps, _minTime, _minRequests, _key, _weights, _metric, _decide, _risk, _approval, _set, _file])
            command.Options.Add(option);
    }

    /// <summary>What was said; null when nothing was.</summary>
    /// <exception cref="SakerException">The file cannot be read, or some of it is not possible; all problems are named.</exception>
    public async Task<RolloutSettingsPatch?> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        List<string> changes = [.. Assignments(parsed)];
        var file = parsed.GetValue(_file);
        if (file is null && changes.Count == 0)
            return null;
        var patch = RolloutSettingsPatch.OfAssignments(changes);
        if (file is null)
        {
            // Here keys are told as they were written; what a bandit needs may stand in the policy.
            if (!changes.Contains($"{StrategyKey}=bandit"))
                patch.Apply(new RolloutSettings());
            return patch;
        }
        return RolloutSettingsPatch.Of(patch.Apply(RolloutSettingsText.ReadYaml(await ReadAsync(file, cancellationToken))));
    }

    private IEnumerable<string> Assignments(ParseResult parsed)
    {
        // Steps are those of a canary: who says them says that it is one.
        var implied = parsed.GetValue(_steps) is not null && parsed.GetValue(_file) is null ? "canary" : null;
        if ((parsed.GetValue(_strategy) ?? implied) is { } strategy)
            yield return $"{StrategyKey}={strategy}";
        if (parsed.GetValue(_steps) is { } steps)
            yield return $"{StepsKey}=[{steps}]";
        if (parsed.GetValue(_weights) is { } weights)
            yield return $"weights=[{weights}]";
        foreach (var (option, key) in new[] { (_minTime, "min_time"), (_minRequests, "min_requests"), (_key, "key"), (_metric, "metric"), (_decide, "decide"), (_risk, "risk") })
            if (parsed.GetValue(option) is { } value)
                yield return $"{key}={value}";
        if (parsed.GetValue(_approval))
            yield return "approval=true";
        foreach (var assignment in parsed.GetValue(_set) ?? [])
            yield return assignment;
    }

    public static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellationToken) is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw new SakerException(ErrorKind.InvalidInput, $"'{file.FullName}' holds nothing; say at least how the version is to come, such as 'strategy: canary'.", "file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"'{file.FullName}' cannot be read: {exception.Message}", "file", exception);
        }
    }
}
