using System.Net;
using System.Net.Http.Headers;

namespace Saker.Platform.Alerts.Receivers;

/// <summary>Posts to receivers. An answer that leads elsewhere is not followed: only where an administrator pointed is ever asked.</summary>
internal sealed class ReceiverHttp(AlertOptions options, TimeProvider time) : IDisposable
{
    private const int MaxQuoted = 200;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.MaxAttempt,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 64,
    })
    {
        Timeout = options.MaxAttempt,
        MaxResponseContentBufferSize = 64 * 1024,
    };

    public async Task<DeliveryOutcome> PostAsync(Uri address, byte[] body, Action<HttpRequestHeaders> addHeaders, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Saker", null));
        addHeaders(request.Headers);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? DeliveryOutcome.Delivered : await FailureAsync(response, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryOutcome.Unavailable($"no answer within {options.MaxAttempt.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException exception)
        {
            return DeliveryOutcome.Unavailable(Reason(exception));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<DeliveryOutcome> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = $"answered {(int)response.StatusCode} {response.ReasonPhrase}";
        // What it would not take today it will not take tomorrow; anything else may be a fault of its own, or of what stands before it.
        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Gone or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity))
            return DeliveryOutcome.Unavailable(status, RetryAfter(response));
        var said = await response.Content.ReadAsStringAsync(cancellationToken);
        return DeliveryOutcome.Refused(said.Length == 0 ? status : $"{status}: {NotificationText.Cut(said, MaxQuoted)}");
    }

    // The outer text says only that something went wrong; what did is further in.
    private static string Reason(HttpRequestException exception) => exception.GetBaseException().Message.TrimEnd('.');

    /// <summary>How long it asks to be left alone, which it may write as seconds or as a date (RFC 9110, 10.2.3).</summary>
    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter is not { } asked
        ? null
        : asked.Delta ?? (asked.Date is { } date && date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : null);
}
