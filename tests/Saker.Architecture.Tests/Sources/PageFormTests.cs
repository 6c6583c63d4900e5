using System.Text.RegularExpressions;

namespace Saker.Architecture.Tests.Sources;

/// <summary>What pages can do goes through the one part that asks who may.</summary>
public sealed partial class PageFormTests
{
    /// <summary>Forms that are everybody's own, or whose fields everybody reads while the button asks who may; and the part itself.</summary>
    private static readonly string[] s_known =
    [
        "src/Saker.Dashboard/Layout/ActForm.razor",
        "src/Saker.Dashboard/Layout/ErrorPage.razor",
        "src/Saker.Dashboard/Layout/PageMenu.razor",
        "src/Saker.Dashboard/Identity/SignInPage.razor",
        "src/Saker.Dashboard/Serving/Trying/TryForm.razor",
        // Its buttons change while the reason is typed, and its page asks who may.
        "src/Saker.Dashboard/Rollouts/RolloutPage.razor",
        // A page for those who may start one.
        "src/Saker.Dashboard/Rollouts/RolloutStartPage.razor",
    ];

    [Fact]
    public void Forms_that_change_something_are_written_with_ActForm()
    {
        var posting = Checkout.Files.Where(file => file.StartsWith("src/Saker.Dashboard/", StringComparison.Ordinal) && file.EndsWith(".razor", StringComparison.Ordinal) && Posting().IsMatch(Checkout.Read(file))).ToList();
        Offenders.None(posting.Except(s_known), "Use ActForm, which shows an act to nobody who may not do it.");
        Offenders.None(s_known.Except(posting), "It has no form of its own any more: take it off the list.");
    }

    [GeneratedRegex("method=\"(?!get\"|dialog\")", RegexOptions.IgnoreCase)]
    private static partial Regex Posting();
}
