using Saker.Data;

namespace Saker.Platform.Tests;

internal static class Failures
{
    /// <summary>The failure that the call must end with.</summary>
    public static async Task<SakerException> OfAsync(ErrorKind kind, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<SakerException>(call);
        Assert.Equal(kind, failure.Kind);
        return failure;
    }

    /// <inheritdoc cref="OfAsync"/>
    public static SakerException Of(ErrorKind kind, Action call)
    {
        var failure = Assert.Throws<SakerException>(call);
        Assert.Equal(kind, failure.Kind);
        return failure;
    }
}
