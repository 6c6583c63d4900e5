using Saker.Data;
using Saker.Learning.Estimation;

namespace Saker.Learning.Tests.Estimation;

/// <summary>Files of held-out rows that others wrote.</summary>
public sealed class HeldOutAnswersTests
{
    [Theory]
    [InlineData("""{"target":[1,2],"prediction":[1,2],"rows":{"dataset":"d","places":[4,0]}}""")]
    [InlineData("""{"classes":["a","b"],"probabilities":[0.5,0.5],"target":[1],"said":[0]}""")]
    [InlineData("""{"negative":"No","positive":"Yes","threshold":0.5,"probability":[0.25,0.75],"target":"01","said":"01"}""")]
    public void What_fits_together_is_read(string json) => Assert.NotNull(HeldOutAnswers.FromJson(json));

    [Theory]
    [InlineData("""{"target":[1,2],"prediction":[1,2],"rows":{"dataset":"d","places":[0,1,2]}}""", "one place a row")]
    [InlineData("""{"target":[1,2],"prediction":[1,2],"rows":{"dataset":"d","places":[0,-1]}}""", "negative")]
    [InlineData("""{"target":[1,2],"prediction":[1]}""", "")]
    [InlineData("""{"classes":["a","a"],"probabilities":[0.5,0.5],"target":[1],"said":[0]}""", "'a' occurs twice")]
    [InlineData("""{"classes":["a",null],"probabilities":[0.5,0.5],"target":[1],"said":[0]}""", "no name")]
    [InlineData("""{"classes":["a","b"],"probabilities":[0.5,0.5,1],"target":[1],"said":[0]}""", "")]
    [InlineData("""{"negative":"No","positive":"Yes","threshold":0.5,"probability":[0.25,0.75],"target":"01","said":"01","rows":{"dataset":"d","places":[0]}}""", "one place a row")]
    [InlineData("""{"negative":"No","positive":"Yes","threshold":0.5,"probability":[0.25,0.75],"target":"012","said":"01"}""", "")]
    public void What_does_not_fit_together_is_refused(string json, string words) =>
        Assert.Contains(words, Assert.Throws<SakerException>(() => HeldOutAnswers.FromJson(json)).Message, StringComparison.Ordinal);
}
