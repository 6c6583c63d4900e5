using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Saker.Benchmarks.Serving;

/// <summary>The most that Kestrel can do: no routing and no middleware; reads the body to its end and writes an answer of the same size as ours.</summary>
internal static class BareServer
{
    public const string Command = "serve-bare";

    /// <param name="answerBytes">The size of the answer's body.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(int answerBytes, CancellationToken cancellationToken)
    {
        var answer = new byte[answerBytes];
        Array.Fill(answer, (byte)'x');
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, answer));
        await app.StartAsync(cancellationToken);
        Console.WriteLine($$"""{"listening":"{{app.Urls.First()}}"}""");
        await ((IHost)app).WaitForShutdownAsync(cancellationToken);
    }

    private static async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.End);
                break;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
    }
}
