using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>Whether a registration is possible as it is written.</summary>
internal static class RegistrationCheck
{
    private const int MaxTextLength = 100_000;
    private const int MaxAddressLength = 10_000;

    /// <exception cref="SakerException">It is not; all that is wrong is named.</exception>
    public static void Require(Registration registration)
    {
        List<Problem> problems = [];
        ModelNames.Check(problems, "model", registration.Model);
        foreach (var alias in registration.Aliases)
            AliasNames.Check(problems, "alias", alias);
        RegistryTags.Check(problems, registration.Tags);
        CheckText(problems, "description", registration.Description);
        CheckReason(problems, registration.Override);
        CheckAddress(problems, "source", registration.Source);
        CheckAddress(problems, "run_link", registration.RunLink);
        if (registration.Semantic is { } given && Math.Max(given.Major, Math.Max(given.Minor, given.Patch)) > SemanticVersion.MaxGiven)
            problems.Add(new Problem("semantic", $"'{given}' has a number above {SemanticVersion.MaxGiven}; give a smaller one, so that others can follow it."));
        RegistryChecks.ThrowIfAny(problems, "The model cannot be registered under these names.");
    }

    public static void CheckText(List<Problem> problems, string field, string? text)
    {
        if (text is { Length: > MaxTextLength })
            problems.Add(new Problem(field, $"has {text.Length} characters; at most {MaxTextLength} are kept."));
    }

    /// <summary>Whether an override gives its reason, where it is one.</summary>
    public static void CheckReason(List<Problem> problems, string? reason)
    {
        CheckText(problems, "override", reason);
        if (reason is not null && string.IsNullOrWhiteSpace(reason))
            problems.Add(new Problem("override", "is empty; say why the gates are overridden, it is kept."));
    }

    /// <exception cref="SakerException">It is an override without a reason.</exception>
    public static void RequireReason(string? reason)
    {
        List<Problem> problems = [];
        CheckReason(problems, reason);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The {problems[0].Field} {problems[0].Message}", "override");
    }

    private static void CheckAddress(List<Problem> problems, string field, string? text)
    {
        if (text is { Length: > MaxAddressLength })
            problems.Add(new Problem(field, $"has {text.Length} characters; at most {MaxAddressLength} are kept."));
    }
}
