/**
 * Reads the webhooks of Stripe, as told at <a href="https://docs.stripe.com/api/events/object">The Event object</a> and at
 * <a href="https://docs.stripe.com/api/v2/core/events/object">its second version</a>. All of them have one form, whatever they are about.
 */
package io.devmesh.worker.process.stripe;
