using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Serving.Lifecycle;

/// <summary>What is deleted, or is another's name now, answers no longer.</summary>
public sealed class GoneVersionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_that_was_deleted_answers_no_more()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        Assert.Equal("2", await toy.AskAsync("churn", null));
        Assert.Equal("1", await toy.AskAsync("churn", "1"));
        await toy.Saker.Registry.DeleteAsync("churn", Cancellation);
        await toy.Host.RefreshAsync(Cancellation);
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.AskAsync("churn", null));
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.AskAsync("churn", "1"));
        Assert.All(toy.Loaded.Values, version => Assert.True(version.IsDisposed));
    }

    [Fact]
    public async Task Version_that_was_deleted_answers_no_more()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 2);
        Assert.Equal("1", await toy.AskAsync("churn", "1"));
        await toy.Saker.Registry.DeleteVersionAsync("churn", 1, null, Cancellation);
        await toy.Host.RefreshAsync(Cancellation);
        await Failures.OfAsync(ErrorKind.NotFound, () => toy.AskAsync("churn", "1"));
        Assert.Equal("2", await toy.AskAsync("churn", null));
    }

    [Fact]
    public async Task Model_of_the_same_name_is_loaded_anew()
    {
        await using var toy = await ToyServing.OpenAsync(versionCount: 1);
        Assert.Equal("1", await toy.AskAsync("churn", null));
        await toy.Saker.Registry.DeleteAsync("churn", Cancellation);
        toy.Time.Advance(TimeSpan.FromSeconds(1));
        using var source = new ModelSource();
        await toy.Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await toy.DeployAsync(1);
        Assert.Equal("1", await toy.AskAsync());
        Assert.Equal("1", await toy.AskAsync("churn", "1"));
        Assert.Equal(2, toy.LoadCount);
    }
}
