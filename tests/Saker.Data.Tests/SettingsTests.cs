using Saker.Data.Sources;

namespace Saker.Data.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Keys_that_were_only_asked_for_are_listed_as_known()
    {
        var problems = new List<Problem>();
        var settings = new Settings(new Dictionary<string, object?> { ["regster"] = "churn" }, "", problems);

        Assert.False(settings.Has("register"));
        settings.RejectUnknown();

        Assert.Equal("regster: this key is not known here; known are: register.", Assert.Single(problems).ToString());
    }

    [Fact]
    public void An_address_in_place_of_a_file_is_called_one()
    {
        var problems = new List<Problem>();

        SourceSettings.Create(new Settings(new Dictionary<string, object?> { ["csv"] = "https://example.org/rows.csv" }, "source", problems), "/");

        var problem = Assert.Single(problems);
        Assert.Equal("source.csv", problem.Field);
        Assert.Contains("Download it and name the file", problem.Message, StringComparison.Ordinal);
    }
}
