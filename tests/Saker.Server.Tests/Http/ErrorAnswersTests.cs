using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Data;
using Saker.Server.Http;

namespace Saker.Server.Tests.Http;

public sealed class ErrorAnswersTests
{
    [Theory]
    [InlineData(ErrorKind.LimitExceeded, 429)]
    [InlineData(ErrorKind.Unavailable, 503)]
    public async Task When_to_try_again_is_told_in_whole_seconds(ErrorKind kind, int status)
    {
        var answers = new ErrorAnswers(
            _ => throw new SakerException(kind, "Not now.") { RetryAfter = TimeSpan.FromSeconds(1.2) },
            NullLogger<ErrorAnswers>.Instance);
        var context = new DefaultHttpContext();
        await answers.InvokeAsync(context);
        Assert.Equal((status, "2"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task What_is_too_large_is_no_matter_of_trying_again()
    {
        var context = new DefaultHttpContext();
        await new ErrorAnswers(_ => throw new SakerException(ErrorKind.TooLarge, "Too many rows."), NullLogger<ErrorAnswers>.Instance).InvokeAsync(context);
        Assert.Equal(StatusCodes.Status413PayloadTooLarge, context.Response.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_told_where_it_is_not_known()
    {
        var answers = new ErrorAnswers(_ => throw new SakerException(ErrorKind.Unavailable, "Not now."), NullLogger<ErrorAnswers>.Instance);
        var context = new DefaultHttpContext();
        await answers.InvokeAsync(context);
        Assert.False(context.Response.Headers.ContainsKey("Retry-After"));
    }
}
