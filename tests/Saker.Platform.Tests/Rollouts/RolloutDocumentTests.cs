using Saker.Platform.Rollouts;
using Saker.Testing;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>What docs/rollouts.md says of settings is what there is.</summary>
public sealed class RolloutDocumentTests
{
    private const string Page = "docs/rollouts.md";

    [Fact]
    public void The_settings_of_the_document_are_the_defaults_and_all_of_them_stand_there()
    {
        var text = DocumentationExample.Read(Page, "settings");
        var standard = new RolloutSettings { Strategy = RolloutKind.Canary };

        Assert.Equal(RolloutSettingsText.WriteYaml(standard), RolloutSettingsText.WriteYaml(RolloutSettingsText.ReadYaml(text)));
        foreach (var key in RolloutSettingsText.WriteYaml(standard).Split('\n').Select(line => line.Trim().Split(':')[0]).Where(key => key.Length > 0 && char.IsAsciiLetter(key[0])))
            Assert.Contains($"{key}:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_further_settings_of_the_document_are_possible()
    {
        var settings = RolloutSettingsText.ReadYaml(DocumentationExample.Read(Page, "more"));

        Assert.Equal((TimeSpan.FromHours(1), 2000, "revenue"), (settings.MinTimeOf(1), settings.MinRequestsOf(1), settings.Guards.Named[^1].Name));
    }
}
